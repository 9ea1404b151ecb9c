# Det som står på alle sider.

app-name = Kontaktregisteret
skip-link = Hopp til hovudinnhald
language-nav-label = Språk
log-in = Logg inn
log-out = Logg ut
demo-strip = Demo med syntetiske data
footer-nav-label = Om tenesta
footer-phone-html = Treng du hjelp? Ring <a class="ds-link" href="tel:{ $dial }">{ $number }</a>
footer-support-code = Støttekode: { $code }
footer-support-code-why = Oppgje støttekoden om du ringjer oss. Då kan vi finne ut kva du såg.
