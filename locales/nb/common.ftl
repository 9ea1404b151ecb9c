# Det som står på alle sider.

app-name = Kontaktregisteret
page-title = { $title } – { app-name }
skip-link = Hopp til hovedinnhold
language-nav-label = Språk
log-in = Logg inn
log-out = Logg ut
demo-strip = Demo med syntetiske data
footer-nav-label = Om tjenesten
footer-phone-html = Trenger du hjelp? Ring <a class="ds-link" href="tel:+4780030300">800 30 300</a>
footer-help = Hjelp og veiledning
footer-privacy = Personvern
footer-accessibility = Tilgjengelighetserklæring
