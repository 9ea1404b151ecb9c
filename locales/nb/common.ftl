# Det som står på alle sider.

app-name = Kontaktregisteret
skip-link = Hopp til hovedinnhold
language-nav-label = Språk
log-in = Logg inn
log-out = Logg ut
demo-strip = Demo med syntetiske data
footer-nav-label = Om tjenesten
footer-phone-html = Trenger du hjelp? Ring <a class="ds-link" href="tel:{ $dial }">{ $number }</a>
footer-support-code = Støttekode: { $code }
footer-support-code-why = Oppgi støttekoden hvis du ringer oss. Da kan vi finne ut hva du så.
