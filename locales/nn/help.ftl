# Hjelpesidene. Dei to lange tekstane om duplikat er faste.

help-duplicate-title = Duplikat kontaktinformasjon
help-duplicate-what = Mobilnummeret og/eller e-postadressa du prøver å registrere, er òg registrert på andre personar i Kontakt- og reservasjonsregisteret. Du bør sjekke om kontaktinformasjonen stemmer.
help-duplicate-so = Kontaktinformasjonen som blir registrert, er den informasjonen det offentlege vil bruke dersom du skal bli varsla om noko. Dersom det er medvite at kontaktinformasjonen blir registrert på meir enn éin person, må du vere klar over at varsel frå det offentlege ikkje alltid når den det er meint for.
help-duplicate-do-title = Kva bør du gjere?
help-duplicate-do-own = Har du eit mobilnummer eller ei e-postadresse som berre du bruker, bør du registrere det i staden.
help-duplicate-do-share = Deler du nummer eller adresse med vilje, til dømes med eit barn eller ein du hjelper, kan du stadfeste opplysningane slik dei er.
help-duplicate-do-wrong = Er det feil nummer eller feil adresse, rettar du det før du stadfestar.
help-duplicate-who = Vi kan ikkje seie kven dei andre er.
help-register-title = Om kontaktregisteret
help-register-lead = Kontakt- og reservasjonsregisteret er eit felles register over mobilnummera og e-postadressene til innbyggjarane. Stat og kommune bruker det når dei skal varsle deg.
help-register-confirm-title = Kvifor må eg stadfeste?
help-register-confirm = Folk byter nummer og adresse. Difor spør vi kvar 90. dag om opplysningane stemmer. Er dei korkje endra eller stadfesta på 18 månader, kan dei ikkje brukast til å varsle deg (eForvaltningsforskrifta § 32).
help-register-verify-title = Kva tyder «Manglar verifikasjon»?
help-register-verify = Det tyder at ingen enno har skrive inn ein kode som er send til nummeret eller adressa. Opplysningane kan brukast likevel.
help-register-voluntary-title = Må eg registrere meg?
help-register-voluntary = Nei, det er frivillig. Du kan registrere berre mobilnummer, berre e-postadresse, begge delar eller ingenting. Utan opplysningar kan ikkje det offentlege varsle deg på SMS eller e-post.
help-register-security-title = Er det trygt?
help-register-security = Varsel frå det offentlege inneheld ikkje lenkjer du må følgje for å logge inn. Får du ei melding som bed deg om kode eller passord, er ho ikkje frå oss.
help-back = Til kontaktopplysningane dine
