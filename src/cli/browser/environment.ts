/**
 * What a browser gets of our environment, and why. Tokens and keys that lie in it are no business of a
 * program that decodes pictures from anywhere. Names are compared as Windows does, without case.
 */
const KEPT: readonly { readonly names: RegExp; readonly why: string }[] = [
  { names: /^PATH$/, why: 'browsers that are scripts, and what those call' },
  {
    names: /^(HOME|USERPROFILE)$/,
    why: 'its fonts, certificates and settings are sought below it',
  },
  {
    names: /^XDG_(CONFIG|CACHE|DATA|RUNTIME)_(HOME|DIRS?)$/,
    why: 'the same, where it was moved to',
  },
  { names: /^(TMPDIR|TEMP|TMP)$/, why: 'memory that its processes share lies there' },
  {
    names: /^(LANG|LANGUAGE|LC_[A-Z]+|LOCALE_ARCHIVE)$/,
    why: 'which of the fonts with a letter is taken',
  },
  {
    names: /^(DYLD_|LD_)LIBRARY_PATH$/,
    why: 'browsers whose libraries lie elsewhere (Nix, Conda)',
  },
  { names: /^FONTCONFIG_\w+$/, why: 'fonts' },
  {
    names: /^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY)$/,
    why: 'GPU drivers that go through the display',
  },
  {
    names: /^(LIBGL|MESA|GALLIUM|LP|EGL|VK|DRI|RADV|AMD|ANV|INTEL|ZINK|NVK|LIBVA)_\w+$/,
    why: 'settings of GPU drivers',
  },
  { names: /^(__GLX?|__EGL|__NV|NVIDIA|CUDA)_\w+$/, why: "settings of NVIDIA's drivers" },
  {
    names: /^(DBUS_SESSION_BUS_ADDRESS|SNAP\w*)$/,
    why: 'a browser from a snap does not start without',
  },
  { names: /^CHROME_DEVEL_SANDBOX$/, why: 'where the sandbox is a program of its own' },
  { names: /^STILLMOTION_\w+$/, why: 'ours' },
  {
    names:
      /^(SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|ALLUSERSPROFILE|PROGRAM(DATA|FILES|W6432)|PROGRAMFILES\(X86\)|COMMONPROGRAM\w+|COMMONPROGRAMFILES\(X86\)|NUMBER_OF_PROCESSORS|PROCESSOR_\w+|OS)$/,
    why: 'Windows starts no program without',
  },
];

/** The part of an environment that a browser needs. */
export function browserEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) =>
    KEPT.some(({ names }) => names.test(name.toUpperCase())),
  );
  return Object.fromEntries(kept);
}
