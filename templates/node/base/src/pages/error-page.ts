import type { Request, Response } from 'express';
import type { Problem } from '../http/problem.ts';

const ERROR_PAGES: Record<number, [heading: string, sentence: string]> = {
  400: ['Bad request', 'The request could not be understood.'],
  403: [
    'Not allowed',
    'This form was sent from another site or has expired. Open the list and try again.',
  ],
  404: ['Page not found', 'There is nothing at this address. It may have been deleted.'],
  405: ['Not allowed here', 'This address does not take that kind of request.'],
  413: ['Too much text', 'The form is larger than the server takes.'],
  415: ['Not understood', 'The form was sent in a format the server does not take.'],
  429: ['Too many requests', 'Wait a moment, then try again.'],
  500: [
    'Something went wrong',
    'The error has been logged. If it happens again, quote the request id.',
  ],
  503: ['Not available', 'The server is restarting or busy. Try again in a moment.'],
};

export function renderError({ status }: Problem, req: Request, res: Response): void {
  const [heading, sentence] = ERROR_PAGES[status] ?? ERROR_PAGES[status < 500 ? 400 : 500] ?? [];
  res.render('message', { status, heading, sentence, requestId: req.id });
}
