import { ConfigError, loadConfig, readEnvFile } from '../config.ts';
import { openDatabase } from './database.ts';
import { migrate } from './migrator.ts';

// The command behind `npm run migrate`.
try {
  const [direction = 'up', ...rest] = process.argv.slice(2);
  if ((direction !== 'up' && direction !== 'down') || rest.length > 0) {
    throw new ConfigError('Use: npm run migrate [up|down]');
  }
  readEnvFile();
  const { db } = openDatabase(loadConfig().DATABASE_URL);
  try {
    const done = await migrate(db, direction);
    console.log(done.length > 0 ? `Migrated ${direction}: ${done.join(', ')}` : 'Nothing to do.');
  } finally {
    await db.destroy();
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
