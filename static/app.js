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

  // For browsers that ignore autofocus on anything but fields. A fragment in the address goes first.
  addEventListener('load', () => setTimeout(() => {
    const target = document.querySelector('.ds-error-summary, [data-focus]');
    if (!location.hash && document.activeElement === document.body) target?.focus();
  }, 100));
}
