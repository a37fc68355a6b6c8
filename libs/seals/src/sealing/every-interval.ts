/** Keeps no process alive; the function that it answers ends it. */
export function everyInterval(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  timer.unref();
  return () => clearInterval(timer);
}
