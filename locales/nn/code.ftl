# Sida der koden blir skriven inn. Setningar merkte F er faste.

code-title-mobile = Verifiser mobilnummeret
code-title-email = Verifiser e-postadressa
code-title-error = Feil: { $title }
code-description = Skriv inn koden du har fått, så veit vi at varsel når deg.
code-error-summary = Koden vart ikkje godteken
# F
code-label-mobile = Kode frå SMS
code-label-email = Kode frå e-post
code-hint = Koden har 6 siffer og er gyldig til kl. { $clock }.
code-submit = Verifiser
code-waiting = Du bad om koden kl. { $asked }. Vi sender han no.
code-waiting-trouble = Du bad om koden kl. { $asked }. Vi får han ikkje av garde akkurat no, men prøver fram til kl. { $until }.
code-accepted-mobile = Meldinga vart send kl. { $at }. Vi har enno ikkje fått melding om at ho er komen fram.
code-accepted-email = E-posten vart send kl. { $at }. Det kan ta nokre minutt før han kjem fram. Sjå òg i søppelposten.
code-delivered-mobile = Meldinga kom fram til telefonen kl. { $at }.
code-delivered-email = E-posten kom fram kl. { $at }. Sjå òg i søppelposten.
code-undelivered-mobile = Meldinga kom ikkje fram. Sjekk at nummeret er rett, og at telefonen er slått på og har dekning.
code-undelivered-email = E-posten kom ikkje fram. Sjekk at adressa er rett.
code-failed-mobile = Vi får ikkje sendt SMS akkurat no. Det er ikkje din feil. Du kan gå vidare og verifisere nummeret ein annan dag.
code-failed-email = Vi får ikkje sendt e-post akkurat no. Det er ikkje din feil. Du kan gå vidare og verifisere adressa ein annan dag.
code-refused-mobile = Det går ikkje an å sende SMS til dette nummeret. Sjekk at det er rett.
code-refused-email = Det går ikkje an å sende e-post til denne adressa. Sjekk at ho er rett.
code-check-again = Sjekk igjen
code-none-mobile = Det er ikkje sendt nokon kode til dette mobilnummeret det siste døgnet.
code-none-email = Det er ikkje sendt nokon kode til denne e-postadressa det siste døgnet.
code-over = Koden er ikkje gyldig lenger. Be om ein ny kode.
code-resend = Send koden på nytt
code-new = Send ny kode
code-resend-from = Har du ikkje fått koden? Du kan be om han på nytt frå kl. { $clock }.
code-new-from = Du kan be om ein ny kode frå kl. { $clock }.
code-back = Tilbake til kontaktopplysningane
code-help = Hjelp med kodar
code-skip = Du treng ikkje verifisere for å gå vidare. Det du har skrive, er teke vare på.
code-missing-mobile = Skriv inn koden du fekk på SMS.
code-missing-email = Skriv inn koden du fekk på e-post.
code-not-six = Koden skal ha 6 siffer.
code-wrong = { $left ->
    [one] Koden er feil. Du kan prøve 1 gong til.
   *[other] Koden er feil. Du kan prøve { $left } gonger til.
}
code-used-up = Koden er feil, og han kan ikkje brukast meir. Be om ein ny kode.
code-expired = Koden er ikkje gyldig lenger. Be om ein ny kode.
code-nothing-sent = Det er ikkje sendt nokon kode hit. Be om ein kode.
code-held-title = Du kan ikkje få ein kode akkurat no
code-held-cool-down = Vi har nettopp sendt deg ein kode. Du kan be om ein ny frå { $when }.
code-held-person = Du har bede om mange kodar det siste døgnet. Du kan be om ein ny frå { $when }.
code-held-new-numbers = Du har prøvd mange nye mobilnummer det siste døgnet. Du kan få kode til dette nummeret frå { $when }.
code-held-destination-mobile = Det er sendt mange kodar til dette mobilnummeret. Du kan be om ein ny frå { $when }.
code-held-destination-email = Det er sendt mange kodar til denne e-postadressa. Du kan be om ein ny frå { $when }.
code-held-abroad = Det er sendt mange kodar til utanlandske nummer det siste døgnet. Du kan be om ein kode frå { $when }.
code-held-prefix = Det er sendt uvanleg mange kodar til nummer som liknar på ditt. Difor tek vi ein pause. Du kan be om ein kode frå { $when }.
code-held-wrong-codes = Det er skrive inn feil kode mange gonger. For tryggleiken skuld kan du ikkje prøve igjen før { $when }.
code-at-clock = kl. { $clock } i dag
