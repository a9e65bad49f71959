/**
 * Imported before a test: tap cannot follow every promise and socket of the program any more, by which it finds the test
 * that an uncaught error belongs to. That takes a tenth of the main thread of a test with a service inside. An error that
 * nobody catches fails the file all the same: a thrown one ends it, a rejection is told at its end.
 */

import asyncHooks from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'

const none = { enable: () => none, disable: () => none }
asyncHooks.createHook = () => none
syncBuiltinESMExports()
