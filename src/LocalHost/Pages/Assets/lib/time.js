// Times of the pipeline are UTC, and are shown so: a night's log, report and schedule all speak of the same hour.

/** `2026-11-22 04:00:12` of an ISO time; a dash for none. */
export const moment = iso => (iso ? new Date(iso).toISOString().slice(0, 19).replace('T', ' ') : '–');

/** A length of time in milliseconds as `1.2 s`, `3 min 20 s`, `1 h 5 min`; a dash for none. */
export function duration(ms, decimals = 1) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return '–';
  // Rounded first: 59.99 s is a minute, not 60.0 s.
  const seconds = Number((ms / 1000).toFixed(ms < 59_950 ? decimals : 0));
  if (seconds < 60) return `${seconds.toFixed(decimals)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min${seconds % 60 > 0 ? ` ${seconds % 60} s` : ''}`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`;
}

/** Milliseconds between two ISO times, the second one now if there is none. */
export const between = (from, to) => (to ? Date.parse(to) : Date.now()) - Date.parse(from);
