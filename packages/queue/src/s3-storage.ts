import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { missing, type Storage, type StorageKey, storageKey, tooLarge } from './storage.ts';

export interface S3Options {
  readonly bucket: string;
  /** Before each key, without a slash at either end. */
  readonly prefix?: string;
  /** Of a server that isn't Amazon's. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Left out: as Amazon's client finds them. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A bucket; an object has at most 5 GiB, as it goes there in one piece. */
export function s3Storage({ bucket, prefix, endpoint, region, credentials }: S3Options): Storage {
  const client = new S3Client({
    region: region ?? process.env['AWS_REGION'] ?? 'us-east-1',
    // Others know neither names of buckets as hosts nor all checksums.
    ...(endpoint !== undefined && {
      endpoint,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
    ...(credentials !== undefined && { credentials }),
  } satisfies S3ClientConfig);
  const at = (key: StorageKey) => ({
    Bucket: bucket,
    Key: prefix === undefined ? storageKey(key) : `${prefix}/${storageKey(key)}`,
  });
  const size = async (key: StorageKey) =>
    (await client.send(new HeadObjectCommand(at(key))).catch(unlessStatus(404)))?.ContentLength;
  return {
    size,
    async get(key, path, mostBytes) {
      const found = await client.send(new GetObjectCommand(at(key))).catch(unlessStatus(404));
      if (!(found?.Body instanceof Readable)) throw missing(key);
      if ((found.ContentLength ?? 0) > mostBytes) {
        found.Body.destroy();
        throw tooLarge(key, found.ContentLength ?? 0, mostBytes);
      }
      await pipeline(found.Body, atMost(key, mostBytes), createWriteStream(path));
    },
    async put(key, path) {
      if ((await size(key)) !== undefined) return false;
      const { size: ContentLength } = await stat(path);
      const object = { ...at(key), Body: createReadStream(path), ContentLength, IfNoneMatch: '*' };
      const written = await client.send(new PutObjectCommand(object)).catch(unlessStatus(412));
      return written !== undefined;
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
    close: async () => client.destroy(),
  };
}

/** A server may say less than it sends. */
function atMost(key: string, most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(part: Buffer, _, next) {
      bytes += part.byteLength;
      if (bytes > most) next(tooLarge(key, bytes, most));
      else next(null, part);
    },
  });
}

function unlessStatus(status: number) {
  return (error: unknown): undefined => {
    const is = error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
    if (!is) throw error;
  };
}
