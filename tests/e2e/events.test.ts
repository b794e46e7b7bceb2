import { browserLiveContract, browserLiveProcessesContract } from '../contract/browserLive.ts';
import { liveContract, liveProcessesContract } from '../contract/index.ts';
import { liveSlowContract } from '../contract/liveProcesses.ts';
import { signedIn } from '../contract/sessions.ts';
import { hasOf, useServer } from './contracts.ts';
import { describeProject } from './fullProject.ts';

/** Live updates by server-sent events; the fifteen checks see those over WebSocket. */
for (const stack of ['node', 'django'] as const) {
  const wanted = { stack, db: 'sqlite', features: ['auth', 'sse'] };
  describeProject(`the ${stack} starter with server-sent events`, wanted, (project) => {
    const has = hasOf(project.features);
    const server = useServer(project.stack, has);
    liveContract(server, 'sse', has);
    liveProcessesContract(project.stack, 'sse', has);
    liveSlowContract(() => signedIn(project.stack()), 'sse');
    browserLiveContract(server);
    browserLiveProcessesContract(project.stack, has.accounts);
  });
}
