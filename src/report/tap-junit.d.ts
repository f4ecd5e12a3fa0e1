/** tap-junit ships no types; this is all of it that we use. */
declare module 'tap-junit' {
  interface Options {
    readonly name?: string;
    readonly classname?: string;
  }
  /** A parser of TAP that prints XML with `console.info` when it is ended. */
  function tapJunit(options: Options): { end(tap: string): unknown };
  export default tapJunit;
}
