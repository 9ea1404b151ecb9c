# Demoens innboks.

inbox-title = Innboks
inbox-lead = Her ser du alle SMS-er og e-poster som demoen har «sendt». Ingenting forlater maskinen.
inbox-empty = Ingen meldinger ennå. Be om en kode, så kommer den hit.
inbox-refresh = Se etter nye meldinger
inbox-to = Til { $to }
inbox-sms = SMS
inbox-email = E-post
inbox-waiting = Venter på å bli sendt
inbox-accepted = Tatt imot av leverandøren
inbox-arrives = Kommer fram kl. { $clock }
inbox-delivered = Levert
inbox-undelivered = Ikke levert
inbox-failed = Ikke sendt
inbox-magic-title = Numre og adresser som feiler
inbox-magic-lead = Skriv et av disse i dialogen for å se hva som skjer når noe går galt.
inbox-magic-number = Mobilnummer
inbox-magic-address = E-postadresse
inbox-late = Meldingen kommer fram etter 90 sekunder.
inbox-out-of-order = Den første meldingen kommer etter 90 sekunder, de neste med en gang.
inbox-lost = Leverandøren tar imot meldingen, men den kommer aldri fram.
inbox-broken = Leverandøren svarer alltid med feil.
inbox-silent = Leverandøren svarer ikke.
inbox-recovering = Det første forsøket feiler, det neste lykkes.
inbox-refused = Leverandøren avviser nummeret eller adressen.
