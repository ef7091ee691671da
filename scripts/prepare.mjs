// Installs and builds what is missing or out of date, and nothing more: for whoever runs the program next.
import { prepare } from './setup.mjs';

prepare();
