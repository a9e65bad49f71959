export function nodeFault(version: string): string | undefined
export function installFault(userAgent: string): string | undefined
