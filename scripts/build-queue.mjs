// `npm run build:queue`
import { prepareQueue } from './queue.mjs';

prepareQueue();
