import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../logger.ts';
import { Problem, toProblem } from './problem.ts';
import { isApi } from './security.ts';

export const notFound: RequestHandler = () => {
  throw new Problem(404);
};

/** The last handler: problem+json for programs, a page for browsers, the stack only in the log. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const problem = toProblem(error);
    // A Problem was meant, such as the 503 of /readyz.
    if (problem.status >= 500 && problem !== error)
      logger.error({ err: error, request_id: req.id }, 'request failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const [path = ''] = req.originalUrl.split('?', 1);
    const body = problem.toBody(path, req.id);
    res.status(problem.status);
    const isForBrowser = !isApi(req) && req.accepts(['json', 'html']) === 'html';
    if (isForBrowser) res.render('message', body);
    else res.type('application/problem+json').send(JSON.stringify(body));
  };
}
