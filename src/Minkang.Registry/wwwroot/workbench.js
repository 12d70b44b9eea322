// The keys of the workbench. A key counts only for the discrepancy that is in sight when it is pressed: while one is on its way, others are dropped.
const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const renewEvery = 4 * 60 * 1000;
const arrows = { ArrowDown: 'j', ArrowUp: 'k' };

// Work over the connection does not renew the session by itself; a small question to the server now and then does.
let renewed = Date.now();
function renew() {
  if (Date.now() - renewed < renewEvery) return;
  renewed = Date.now();
  fetch('api/v1/me').catch(() => { /* offline: the connection says so itself */ });
}

// A box that was opened takes the focus, so that it can be filled in and closed by keyboard.
export function focusFirst(root) {
  root.querySelector('.mk-work-ask [data-first], .mk-work-ask input, .mk-work-ask select')?.focus();
}

export function listen(root, board) {
  const onKey = async (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape') {
      root.querySelector('[data-close]')?.click();
      document.activeElement?.blur();
      root.querySelector('#mk-finding-title')?.focus();
      return;
    }
    if (typing(event.target)) return;
    const key = arrows[event.key] ?? event.key;
    if (!'jkaruzt/?'.includes(key) || key.length !== 1) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (key === '/') {
      root.querySelector('[data-filter] select')?.focus();
      return;
    }
    if (root.dataset.busy || !root.isConnected) return;
    root.dataset.busy = key;
    renew();
    try {
      await board.invokeMethodAsync('Press', key, root.dataset.finding ?? null);
    } finally {
      delete root.dataset.busy;
    }
  };
  document.addEventListener('keydown', onKey, true);
  root.dataset.ready = 'yes';
  return { stop: () => document.removeEventListener('keydown', onKey, true) };
}
