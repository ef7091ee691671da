import { counted } from '../../core/values/counted.ts';

/** 1234567 → `1.2 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1e3) return counted(bytes, 'byte');
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
