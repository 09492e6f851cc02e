// Keeps what is shown up to date without a reload.
import { useCallback, useEffect, useRef, useState } from './dom.js';

const SLOWEST = 60_000;

/**
 * Loads something again and again: not while nobody looks, and ever more rarely while it fails.
 *
 * @param {(signal: AbortSignal) => Promise} load
 * @param {number | ((data) => number)} every milliseconds; a function decides by what came
 * @param {Array} inputs what the load depends on; another one begins anew
 * @returns {{data, error, refresh: () => Promise<void>}} data is the latest that came, also after an error
 */
export function useLive(load, every, inputs) {
  const [state, setState] = useState({ data: null, error: null });
  const turn = useRef(async () => {});

  useEffect(() => {
    let alive = true;
    let timer = 0;
    let failures = 0;
    let abort = null;

    turn.current = async () => {
      clearTimeout(timer);
      abort?.abort();
      abort = new AbortController();
      const mine = abort;
      let pause = 5000;
      try {
        const data = await load(mine.signal);
        if (!alive || mine.signal.aborted) return;
        failures = 0;
        pause = typeof every === 'function' ? every(data) : every;
        setState({ data, error: null });
      } catch (error) {
        if (!alive || mine.signal.aborted) return;
        failures += 1;
        pause = Math.min(SLOWEST, 2500 * 2 ** failures);
        setState((before) => ({ data: before.data, error }));
      }
      if (!document.hidden) timer = setTimeout(() => turn.current(), pause);
    };
    const look = () => {
      clearTimeout(timer);
      if (!document.hidden) turn.current();
    };

    setState({ data: null, error: null });
    turn.current();
    document.addEventListener('visibilitychange', look);
    return () => {
      alive = false;
      abort?.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, inputs);

  return { ...state, refresh: useCallback(() => turn.current(), []) };
}

/**
 * A long list that is read page by page. The first page stays live until somebody asks for more.
 *
 * @param {(after: string | undefined, signal: AbortSignal) => Promise<{items: Array, next: ?string}>} load
 */
export function usePages(load, every, inputs) {
  const [more, setMore] = useState({ items: [], next: undefined, busy: false, error: null });
  const first = useLive(async (signal) => load(undefined, signal), every, inputs);

  useEffect(() => setMore({ items: [], next: undefined, busy: false, error: null }), inputs);

  const next = more.next === undefined ? first.data?.next : more.next;
  const head = first.data?.items || [];
  const fresh = new Set(head.map(identity));
  // what was on the first page when somebody read on is kept, so that a new item pushes none out of sight
  const items = first.data ? [...head, ...more.items.filter((item) => !fresh.has(identity(item)))] : null;
  const readOn = async () => {
    setMore((before) => ({ ...before, busy: true, error: null }));
    try {
      const page = await load(next);
      setMore({ items: [...items, ...page.items], next: page.next, busy: false, error: null });
    } catch (error) {
      setMore((before) => ({ ...before, busy: false, error }));
    }
  };
  return {
    items, next, readOn, busy: more.busy, error: first.error || more.error, refresh: first.refresh, first: first.data,
  };
}

const identity = (item) => item.id ?? item.releaseId ?? `${item.name} ${item.sha256 ?? ''}`;
