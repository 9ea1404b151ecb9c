# What is on every page.

app-name = Contact register
skip-link = Skip to main content
language-nav-label = Language
log-in = Log in
log-out = Log out
demo-strip = Demo with synthetic data
footer-nav-label = About the service
footer-phone-html = Need help? Call <a class="ds-link" href="tel:{ $dial }">{ $number }</a>
footer-support-code = Support code: { $code }
footer-support-code-why = Give us the support code if you call us. Then we can find out what you saw.
