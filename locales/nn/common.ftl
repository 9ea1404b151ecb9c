# Det som står på alle sider.

app-name = Kontaktregisteret
page-title = { $title } – { app-name }
skip-link = Hopp til hovudinnhald
language-nav-label = Språk
log-in = Logg inn
log-out = Logg ut
demo-strip = Demo med syntetiske data
footer-nav-label = Om tenesta
footer-phone-html = Treng du hjelp? Ring <a class="ds-link" href="tel:+4780030300">800 30 300</a>
footer-help = Hjelp og rettleiing
footer-privacy = Personvern
footer-accessibility = Tilgjengelegheitserklæring
