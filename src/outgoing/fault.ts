/** A question to another service that came to nothing: why, as a code, and in words for admins, which hold no secret. */
export abstract class Fault<Reason extends string> extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}
