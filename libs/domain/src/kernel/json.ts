/** What may stand in an event: plain JSON, numbers only as safe integers (log format v1). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
