# Innboksen i demoen.

inbox-title = Innboks
inbox-lead = Her ser du alle SMS-ar og e-postar som demoen har «sendt». Ingenting forlèt maskina.
inbox-empty = Ingen meldingar enno. Be om ein kode, så kjem han hit.
inbox-refresh = Sjå etter nye meldingar
inbox-to = Til { $to }
inbox-sms = SMS
inbox-email = E-post
inbox-waiting = Ventar på å bli send
inbox-accepted = Teken imot av leverandøren
inbox-arrives = Kjem fram kl. { $clock }
inbox-delivered = Levert
inbox-undelivered = Ikkje levert
inbox-failed = Ikkje send
inbox-magic-title = Nummer og adresser som feilar
inbox-magic-lead = Skriv eitt av desse i dialogen for å sjå kva som skjer når noko går gale.
inbox-magic-number = Mobilnummer
inbox-magic-address = E-postadresse
inbox-late = Meldinga kjem fram etter 90 sekund.
inbox-out-of-order = Den første meldinga kjem etter 90 sekund, dei neste med ein gong.
inbox-lost = Leverandøren tek imot meldinga, men ho kjem aldri fram.
inbox-broken = Leverandøren svarar alltid med feil.
inbox-silent = Leverandøren svarar ikkje.
inbox-recovering = Det første forsøket feilar, det neste lykkast.
inbox-refused = Leverandøren avviser nummeret eller adressa.
