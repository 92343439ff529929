/** What is seen while somebody is not signed in; loaded then. */
export { FirstRun } from './first-run.tsx';
export { SignInAgain } from './sign-in.tsx';
