// Progressive enhancement only: every page works with this file blocked.
{
  // A second press while the first is under way is ignored; the server is idempotent anyway.
  // Buttons are never disabled: that would drop their name and value, and hide them from readers.
  const PATIENCE_MS = 8000;
  const sent = new Map();

  const release = (form) => {
    sent.get(form)?.removeAttribute('aria-busy');
    sent.delete(form);
  };

  addEventListener('submit', (event) => {
    const form = event.target;
    // The button may lie outside the form (form="…") and may choose another method.
    const button = event.submitter;
    const method = button?.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get';
    if (method.toLowerCase() !== 'post') return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.set(form, button);
    button?.setAttribute('aria-busy', 'true');
    setTimeout(release, PATIENCE_MS, form);
  });

  // Back from the browser's page cache: nothing is under way, and what is personal is asked for anew.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    [...sent.keys()].forEach(release);
    if (document.body.dataset.personal !== undefined) location.reload();
  });

  // Logged out here; now at the login provider too. The button is for those without script.
  addEventListener('load', () => document.querySelector('form[data-send]')?.requestSubmit());

  // The end of the session: style shows the notice in time; here it is read aloud, and the button keeps the page.
  const notice = document.querySelector('#session');
  if (notice) {
    const texts = ['first', 'last', 'over'].map((name) => notice.querySelector(`.session-${name}`));
    const status = document.querySelector('#session-status');
    const otherTabs = new BroadcastChannel('session');
    let timers = [];
    let before = null;

    const plan = () => {
      const { minutes, seconds, late } = notice.dataset;
      const first = minutes * 60 + Number(seconds) - late;
      timers.forEach(clearTimeout);
      timers = texts.map((text, place) => setTimeout(() => {
        status.textContent = text.textContent;
      }, Math.max(0, first + [0, 240, 300][place]) * 1000));
    };

    const begin = (next) => {
      texts.forEach((text, place) => { text.textContent = [next.first, next.last, next.over][place]; });
      Object.assign(notice.dataset, { minutes: next.minutes, seconds: next.seconds, late: next.late });
      notice.querySelector('[data-extend]').textContent = next.button;
      // The style counts from anew only for what it has not seen before.
      notice.getAnimations({ subtree: true }).forEach((animation) => { animation.currentTime = 0; });
      plan();
    };

    // A page that has just come, or was stayed on, has made the session live longer for all tabs.
    const here = { ...notice.dataset, button: notice.querySelector('[data-extend]').textContent };
    ['first', 'last', 'over'].forEach((name, place) => { here[name] = texts[place].textContent; });
    otherTabs.postMessage(here);
    otherTabs.onmessage = ({ data }) => begin(data);

    addEventListener('focusin', ({ target }) => { if (!notice.contains(target)) before = target; });
    notice.addEventListener('click', async (event) => {
      const button = event.target.closest('[data-extend]');
      if (!button) return;
      event.preventDefault();
      const body = new URLSearchParams({ csrf: button.form.elements.csrf.value });
      const answer = await fetch('/okt/forleng', { method: 'POST', headers: { accept: 'application/json' }, body }).catch(() => null);
      // Without an answer there is no line; what is typed stays where it is.
      if (!answer) return;
      if (!answer.ok) {
        button.form.requestSubmit(button);
        return;
      }
      const next = await answer.json();
      begin(next);
      otherTabs.postMessage(next);
      status.textContent = next.done;
      (before ?? document.querySelector('main')).focus({ preventScroll: true });
    });
    plan();
  }

  // Should it be kept all the same, nothing personal is seen before it has been asked for anew.
  addEventListener('pagehide', () => {
    if (document.body.dataset.personal !== undefined) document.body.style.visibility = 'hidden';
  });

  // For browsers that ignore autofocus on anything but fields. A fragment in the address goes first.
  addEventListener('load', () => setTimeout(() => {
    const target = document.querySelector('.ds-error-summary, [data-focus]');
    if (!location.hash && document.activeElement === document.body) target?.focus();
  }, 100));
}
