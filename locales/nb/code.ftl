# Siden der koden skrives inn. Setninger merket F er faste.

code-title-mobile = Verifiser mobilnummeret
code-title-email = Verifiser e-postadressen
code-title-error = Feil: { $title }
code-description = Skriv inn koden du har fått, så vet vi at varsler når deg.
code-error-summary = Koden ble ikke godtatt
# F
code-label-mobile = Kode fra SMS
# F
code-label-email = Kode fra e-post
code-hint = Koden har 6 sifre og er gyldig til kl. { $clock }.
code-submit = Verifiser
code-waiting = Du ba om koden kl. { $asked }. Vi sender den nå.
code-waiting-trouble = Du ba om koden kl. { $asked }. Vi får den ikke av gårde akkurat nå, men prøver fram til kl. { $until }.
code-accepted-mobile = SMS-en ble sendt kl. { $at }. Vi har ennå ikke fått beskjed om at den er kommet fram.
code-accepted-email = E-posten ble sendt kl. { $at }. Det kan ta noen minutter før den kommer fram. Se også i søppelposten.
code-delivered-mobile = SMS-en kom fram til telefonen kl. { $at }.
code-delivered-email = E-posten kom fram kl. { $at }. Se også i søppelposten.
code-undelivered-mobile = SMS-en kom ikke fram. Sjekk at nummeret er riktig, og at telefonen er slått på og har dekning.
code-undelivered-email = E-posten kom ikke fram. Sjekk at adressen er riktig.
code-failed-mobile = Vi får ikke sendt SMS akkurat nå. Det er ikke din feil. Du kan gå videre og verifisere nummeret en annen dag.
code-failed-email = Vi får ikke sendt e-post akkurat nå. Det er ikke din feil. Du kan gå videre og verifisere adressen en annen dag.
code-refused-mobile = Det går ikke an å sende SMS til dette nummeret. Sjekk at det er riktig.
code-refused-email = Det går ikke an å sende e-post til denne adressen. Sjekk at den er riktig.
code-check-again = Sjekk igjen
code-none-mobile = Det er ikke sendt noen kode til dette mobilnummeret det siste døgnet.
code-none-email = Det er ikke sendt noen kode til denne e-postadressen det siste døgnet.
code-over = Koden er ikke gyldig lenger. Be om en ny kode.
code-resend = Send koden på nytt
code-new = Send ny kode
code-resend-from = Har du ikke fått koden? Du kan be om den på nytt fra kl. { $clock }.
code-new-from = Du kan be om en ny kode fra kl. { $clock }.
code-back = Tilbake til kontaktopplysningene
code-help = Hjelp med koder
code-skip = Du trenger ikke å verifisere for å gå videre. Det du har skrevet, er tatt vare på.
code-missing-mobile = Skriv inn koden du har fått på SMS.
code-missing-email = Skriv inn koden du har fått på e-post.
code-not-six = Koden skal ha 6 sifre.
code-wrong = { $left ->
    [one] Koden er feil. Du kan prøve 1 gang til.
   *[other] Koden er feil. Du kan prøve { $left } ganger til.
}
code-used-up = Koden er feil, og den kan ikke brukes mer. Be om en ny kode.
code-expired = Koden er ikke gyldig lenger. Be om en ny kode.
code-nothing-sent = Det er ikke sendt noen kode hit. Be om en kode.
code-held-title = Du kan ikke få en kode akkurat nå
code-held-cool-down = Vi har nettopp sendt deg en kode. Du kan be om en ny fra { $when }.
code-held-person = Du har bedt om mange koder det siste døgnet. Du kan be om en ny fra { $when }.
code-held-new-numbers = Du har prøvd mange nye mobilnumre det siste døgnet. Du kan få kode til dette nummeret fra { $when }.
code-held-destination-mobile = Det er sendt mange koder til dette mobilnummeret. Du kan be om en ny fra { $when }.
code-held-destination-email = Det er sendt mange koder til denne e-postadressen. Du kan be om en ny fra { $when }.
code-held-abroad = Det er sendt mange koder til utenlandske numre det siste døgnet. Du kan be om en kode fra { $when }.
code-held-prefix = Det er sendt uvanlig mange koder til numre som ligner på ditt. Derfor tar vi en pause. Du kan be om en kode fra { $when }.
code-held-wrong-codes = Det er skrevet inn feil kode mange ganger. For sikkerhets skyld kan du ikke prøve igjen før { $when }.
code-at-clock = kl. { $clock } i dag
