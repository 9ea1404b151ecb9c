# What is on every page.

app-name = Contact register
page-title = { $title } – { app-name }
skip-link = Skip to main content
language-nav-label = Language
log-in = Log in
log-out = Log out
demo-strip = Demo with synthetic data
footer-nav-label = About the service
footer-phone-html = Need help? Call <a class="ds-link" href="tel:+4780030300">800 30 300</a>
footer-help = Help and guidance
footer-privacy = Privacy
footer-accessibility = Accessibility statement
