// A page whose browser encodes HEVC: what an encoder would give was encoded beforehand.
import { exportVideoTo, MemorySink, type SpecInput } from 'stillmotion';

declare global {
  var hevc: typeof api;
}

/** What there is of a film, in base64. */
export interface EncodedBefore {
  readonly description: string;
  /** A frame each, in order. */
  readonly packets: readonly string[];
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

const api = {
  /** Gives the film, in base64, and what the encoder was told. */
  async export(spec: SpecInput, before: EncodedBefore) {
    const told: unknown[] = [];
    globalThis.VideoEncoder = encoderOf(before, told) as unknown as typeof VideoEncoder;
    const sink = new MemorySink();
    await exportVideoTo(sink, null, spec);
    let text = '';
    for (const byte of sink.bytes) text += String.fromCharCode(byte);
    return { film: btoa(text), told };
  },
};
globalThis.hevc = api;

/** Hardware that takes quantizers, and encodes nothing else than HEVC. */
function encoderOf({ packets, description }: EncodedBefore, told: unknown[]) {
  return class {
    state = 'unconfigured';
    encodeQueueSize = 0;
    private codec = '';
    private encoded = 0;
    constructor(private readonly callbacks: VideoEncoderInit) {}
    static async isConfigSupported(config: VideoEncoderConfig) {
      return { supported: config.codec.startsWith('hvc1.'), config };
    }
    configure(config: VideoEncoderConfig) {
      this.state = 'configured';
      this.codec = config.codec;
      told.push(config);
    }
    encode(frame: VideoFrame, options: VideoEncoderEncodeOptions) {
      told.push(options);
      const at = Math.round((frame.timestamp * 30) / 1e6);
      const data = fromBase64(packets[at] ?? '');
      const chunk = new EncodedVideoChunk({
        type: options.keyFrame ? 'key' : 'delta',
        timestamp: frame.timestamp,
        data,
      });
      const decoderConfig = {
        codec: this.codec,
        description: fromBase64(description),
        colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
      } as const;
      const metadata = this.encoded++ === 0 ? { decoderConfig } : {};
      queueMicrotask(() => this.callbacks.output(chunk, metadata));
    }
    async flush() {}
    close() {
      this.state = 'closed';
    }
  };
}
