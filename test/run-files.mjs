/**
 * Runs several test files in one program: most of what a small file takes is its start. Their names are in TEST_FILES;
 * by its arguments tap tells programs apart.
 */

import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

for (const file of (process.env.TEST_FILES ?? '').split(' ')) await import(pathToFileURL(resolve(file)).href)
