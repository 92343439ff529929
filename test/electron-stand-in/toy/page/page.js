const said = document.querySelector('#said');
globalThis.violations = [];
document.addEventListener('securitypolicyviolation', (event) => {
  globalThis.violations.push(event.effectiveDirective);
});
globalThis.unsubscribe = globalThis.toy.onMessage((text) => {
  said.textContent += text;
});
document.body.dataset.ready = 'true';
