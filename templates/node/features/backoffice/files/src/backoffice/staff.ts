import { ConfigError, loadConfig, readEnvFile } from '../config.ts';
import { openDatabase } from '../db/database.ts';
import { createStaffQueries } from './queries.ts';

// The command behind `npm run staff`.
try {
  const [action, email, ...rest] = process.argv.slice(2);
  if (!email || rest.length > 0 || (action !== 'add' && action !== 'remove')) {
    throw new ConfigError('Use: npm run staff -- add EMAIL, or: npm run staff -- remove EMAIL');
  }
  readEnvFile();
  const { db } = openDatabase(loadConfig().DATABASE_URL);
  try {
    const staff = createStaffQueries(db);
    const id = await staff.setStaff(email.toLowerCase(), action === 'add');
    if (id === undefined) {
      throw new ConfigError(`Nobody has the e-mail ${email}.\nSign up first, at /signup.`);
    }
    console.log(`${email} is ${action === 'add' ? 'now' : 'no longer'} staff.`);
  } finally {
    await db.destroy();
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
