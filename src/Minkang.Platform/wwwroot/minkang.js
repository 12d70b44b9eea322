// Progressive enhancement only: every page works without this file.
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = document.body.dataset;

  // Keys: "/" goes to the search box, Ctrl+S saves the page's main form, Enter goes on to the next field of a paper form.
  const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  document.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === '/' && !typing(event.target) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      const box = document.querySelector('[data-search]');
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      const form = document.querySelector('form[data-main]');
      if (form) { event.preventDefault(); form.requestSubmit(); }
    } else if (event.key === 'Enter' && event.target.matches('form[data-enter-next] input:not([type=submit]):not([type=checkbox]):not([type=radio])')) {
      const fields = all('input:not([type=hidden]):not([readonly]),select,textarea,button[type=submit]', event.target.form).filter((f) => !f.disabled && f.offsetParent);
      const next = fields[fields.indexOf(event.target) + 1];
      if (next) { event.preventDefault(); next.focus(); }
    } else if (event.key === 'Escape') {
      all('details[data-popup][open]').forEach((d) => { d.open = false; d.querySelector('summary').focus(); });
    }
  });
  document.addEventListener('click', (event) => {
    all('details[data-popup][open]').forEach((d) => { if (!d.contains(event.target)) d.open = false; });
    if (event.target.closest('[data-print]')) window.print();
  });
  all('[data-focus]').forEach((element) => element.focus());

  // Forms: leaving with unsaved input asks first; sending twice or without a network is prevented, and what was typed stays.
  all('form[data-guard]').forEach((form) => {
    let dirty = form.hasAttribute('data-dirty');
    form.addEventListener('input', () => { dirty = true; });
    form.addEventListener('submit', () => { dirty = false; });
    window.addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault(); });
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      say(words.textOffline);
    } else if (form.dataset.sent) {
      event.preventDefault();
    } else {
      form.dataset.sent = 'yes';
      setTimeout(() => { delete form.dataset.sent; }, 8000);
    }
  }, true);
  window.addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => { delete form.dataset.sent; }));

  function say(message) {
    let box = document.getElementById('mk-say');
    if (!box) {
      box = document.createElement('div');
      box.id = 'mk-say';
      box.className = 'mk-flash mk-say mk-status-overdue';
      box.setAttribute('role', 'alert');
      document.body.append(box);
    }
    box.textContent = message;
    setTimeout(() => box.remove(), 8000);
  }

  // Phones: the filters fold away so that the list is in sight; what is filtered stays visible as chips.
  if (window.matchMedia('(max-width: 767.98px)').matches) all('[data-fold]').forEach((fold) => { fold.open = false; });

  // Lists: ticks, the tick of all rows shown, and the bar that says what happens to them.
  all('[data-bulk]').forEach((bar) => {
    const form = bar.closest('form');
    const count = bar.querySelector('[data-bulk-count]');
    const everything = bar.querySelector('[data-bulk-all]');
    const heading = form.querySelector('[data-select-all]');
    const rows = () => all('[data-select]', form);
    const show = () => {
      const ticked = rows().filter((r) => r.checked);
      const some = ticked.length > 0 || (everything && everything.checked);
      bar.hidden = !some;
      count.textContent = count.dataset.bulkCount.replace('{n}', ticked.length.toLocaleString('en-US'));
      rows().forEach((r) => r.closest('tr').classList.toggle('mk-ticked', r.checked));
      if (heading) {
        heading.checked = ticked.length > 0 && ticked.length === rows().length;
        heading.indeterminate = ticked.length > 0 && !heading.checked;
      }
    };
    form.addEventListener('change', (event) => {
      if (event.target === heading) rows().forEach((r) => { r.checked = heading.checked; });
      show();
    });
    show();
  });

  // Filters: a changed choice searches at once where the form asks for it.
  all('form[data-auto] select').forEach((s) => s.addEventListener('change', () => s.form.requestSubmit()));

  // Forms that show what they come to while one types: the page answers a preview, and only its block of results is put in place of the old one.
  all('form[data-live]').forEach((form) => {
    let timer = 0;
    let asked = 0;
    form.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const turn = ++asked;
        const sent = new FormData(form);
        sent.set('Input.Do', 'preview');
        try {
          const answer = await fetch(location.href, { method: 'POST', body: new URLSearchParams(sent), headers: { Accept: 'text/html' }, credentials: 'same-origin' });
          const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
          const fresh = answer.ok && page.getElementById(form.dataset.live);
          if (fresh && turn === asked) document.getElementById(form.dataset.live).replaceWith(document.importNode(fresh, true));
        } catch {
          say(words.textOffline);
        }
      }, 400);
    });
  });

  // Jobs: fetch the page again and put the new state in place of the old, as long as the job runs.
  const follow = (block) => {
    const seconds = Number(block.dataset.job);
    if (!seconds) return;
    setTimeout(async () => {
      let next = block;
      try {
        const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const fresh = answer.ok && page.getElementById(block.id);
        if (!fresh) { location.reload(); return; }
        if (!fresh.dataset.job) { location.reload(); return; }
        next = document.importNode(fresh, true);
        const held = block.contains(document.activeElement) ? document.activeElement : null;
        if (held) { block.querySelector('progress')?.replaceWith(next.querySelector('progress') ?? ''); block.querySelector('.mk-job-note')?.replaceWith(next.querySelector('.mk-job-note') ?? ''); next = block; }
        else block.replaceWith(next);
      } catch {
        say(words.textOffline);
      }
      follow(next);
    }, seconds * 1000);
  };
  all('[data-job]').forEach(follow);

  // Charts: the drawing library is fetched only by pages that have a chart.
  const drawings = all('[data-chart]');
  if (drawings.length > 0 && words.charts) {
    const script = document.createElement('script');
    script.src = words.charts;
    script.onload = () => drawings.forEach((element) => {
      element.style.height = `${element.dataset.height}px`;
      const chart = window.echarts.init(element, null, { renderer: 'canvas' });
      chart.setOption({ textStyle: { fontFamily: getComputedStyle(document.body).fontFamily }, ...JSON.parse(element.dataset.chart) });
      chart.on('click', (event) => { if (event.data && event.data.href) location.href = event.data.href; });
      new ResizeObserver(() => chart.resize()).observe(element);
      window.addEventListener('beforeprint', () => chart.resize());
    });
    document.head.append(script);
  }
})();
