# Hjelpesidene. De to lange tekstene om duplikater er faste.

help-duplicate-title = Duplikat kontaktinformasjon
help-duplicate-what = Mobilnummeret og/eller e-postadressen du forsøker å registrere er også registrert på andre personer i Kontakt- og reservasjonsregisteret. Du bør sjekke om kontaktinformasjonen stemmer.
help-duplicate-so = Kontaktinformasjonen som blir registrert, er den informasjonen det offentlige vil bruke dersom du skal bli varslet om noe. Dersom det er bevisst at kontaktinformasjonen blir registrert på mer enn én person, må du være klar over at varsel fra det offentlige ikke alltid vil nå den det er tiltenkt.
help-duplicate-do-title = Hva bør du gjøre?
help-duplicate-do-own = Har du et mobilnummer eller en e-postadresse som bare du bruker, bør du registrere det i stedet.
help-duplicate-do-share = Deler du nummer eller adresse med vilje, for eksempel med et barn eller en du hjelper, kan du bekrefte opplysningene slik de er.
help-duplicate-do-wrong = Er det feil nummer eller feil adresse, retter du det før du bekrefter.
help-duplicate-who = Vi kan ikke si hvem de andre er.
help-register-title = Om kontaktregisteret
help-register-lead = Kontakt- og reservasjonsregisteret er et felles register over mobilnumrene og e-postadressene til innbyggerne. Stat og kommune bruker det når de skal varsle deg.
help-register-confirm-title = Hvorfor må jeg bekrefte?
help-register-confirm = Folk bytter nummer og adresse. Derfor spør vi hver 90. dag om opplysningene stemmer. Er de verken endret eller bekreftet på 18 måneder, kan de ikke brukes til å varsle deg (eForvaltningsforskriften § 32).
help-register-verify-title = Hva betyr «Mangler verifikasjon»?
help-register-verify = Det betyr at ingen ennå har skrevet inn en kode som er sendt til nummeret eller adressen. Opplysningene kan brukes likevel.
help-register-voluntary-title = Må jeg registrere meg?
help-register-voluntary = Nei, det er frivillig. Du kan registrere bare mobilnummer, bare e-postadresse, begge deler eller ingenting. Uten opplysninger kan ikke det offentlige varsle deg på SMS eller e-post.
help-register-security-title = Er det trygt?
help-register-security = Varsler fra det offentlige inneholder ikke lenker du må følge for å logge inn. Får du en melding som ber deg om kode eller passord, er den ikke fra oss.
help-back = Til kontaktopplysningene dine
