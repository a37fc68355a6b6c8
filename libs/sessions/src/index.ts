export { Sessions } from './sessions.js';
export { SignInGuard } from './sign-in-guard.js';
