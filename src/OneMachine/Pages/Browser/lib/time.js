// Times of the pipeline are UTC, and are shown so: a night's log, report and schedule all speak of the same hour.

/** `2026-11-22 04:00:12` of an ISO time; a dash for none. */
export const moment = iso => (iso ? new Date(iso).toISOString().slice(0, 19).replace('T', ' ') : '–');

/** A moment in UTC to the minute, and in the browser's own zone where that is another: `2026-11-22 04:00 UTC (13:00 Asia/Seoul)`; a dash for none. */
export function both(iso) {
  if (!iso) return '–';
  const at = new Date(iso);
  const utc = `${moment(iso).slice(0, 16)} UTC`;
  if (at.getTimezoneOffset() === 0) return utc;
  const here = at.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${utc} (${here} ${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
}

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

/** Milliseconds that a run took, or has taken so far; null of one that has ended at a time that nobody knows. */
export function taken({ status, started_at, finished_at }) {
  const end = finished_at ? Date.parse(finished_at) : status === 'running' ? Date.now() : null;
  return end === null ? null : end - Date.parse(started_at);
}

const DAY = 86_400_000;
const WHOLE_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Every day (`2026-11-22`) from the first to the last of these: on an axis of time, a day without data must be a gap. Texts that are not all days stay as they are. */
export function everyDay(days) {
  const known = [...new Set(days)];
  if (known.length === 0 || !known.every(day => WHOLE_DAY.test(day))) return known;
  known.sort();
  const [first, last] = [Date.parse(known[0]), Date.parse(known.at(-1))];
  return Array.from({ length: (last - first) / DAY + 1 }, (_, i) => new Date(first + i * DAY).toISOString().slice(0, 10));
}
