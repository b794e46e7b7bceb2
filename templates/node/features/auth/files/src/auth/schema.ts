import { z } from 'zod';
import { isCommon } from './passwords.ts';

const NOT_AN_OBJECT = 'Send a JSON object.';

/** Of several things that are wrong with a value the first is said. */
const rule = (error: string) => ({ error, abort: true });

/** One spelling for what looks the same, whatever keyboard typed it. */
const text = (message: string) => z.string(message).normalize('NFC');

const email = z
  .string('Enter your e-mail.')
  .trim()
  .toLowerCase()
  .max(254, 'Use at most 254 characters.')
  .pipe(z.email('Enter an e-mail address such as name@example.com.'));

const newPassword = text('Enter a password.')
  .refine((password) => [...password].length >= 12, rule('Use at least 12 characters.'))
  .refine((password) => [...password].length <= 128, rule('Use at most 128 characters.'))
  .refine((password) => !isCommon(password), rule('Choose a password that is harder to guess.'));

/** Also when the e-mail stands without its domain. */
const isEmail = (password: string, address: string) =>
  [address, address.split('@')[0]].includes(password.toLowerCase());

export const newAccount = z
  .strictObject({ email, password: newPassword }, NOT_AN_OBJECT)
  .refine((account) => !isEmail(account.password, account.email), {
    path: ['password'],
    message: 'Do not use your e-mail as password.',
  });
export type NewAccount = z.infer<typeof newAccount>;

/** Whether they are right is for the account to say. */
export const credentials = z.strictObject(
  {
    email: z
      .string('Enter your e-mail.')
      .trim()
      .toLowerCase()
      .regex(/^\P{Cc}+$/u, 'Enter your e-mail.'),
    password: text('Enter your password.').min(1, 'Enter your password.'),
  },
  NOT_AN_OBJECT,
);
export type Credentials = z.infer<typeof credentials>;

export const passwordChange = (user: { email: string }) =>
  z.object({
    current_password: text('Enter your password.').min(1, 'Enter your password.'),
    password: newPassword.refine(
      (password) => !isEmail(password, user.email),
      'Do not use your e-mail as password.',
    ),
  });
export type PasswordChange = z.infer<ReturnType<typeof passwordChange>>;
