# Hjelpesidene. De to lange tekstene om duplikater er faste.

help-duplicate-title = Duplikat kontaktinformasjon
help-duplicate-what = Mobilnummeret og/eller e-postadressen du forsøker å registrere er også registrert på andre personer i Kontakt- og reservasjonsregisteret. Du bør sjekke om kontaktinformasjonen stemmer.
help-duplicate-so = Kontaktinformasjonen som blir registrert, er den informasjonen det offentlige vil bruke dersom du skal bli varslet om noe. Dersom det er bevisst at kontaktinformasjonen blir registrert på mer enn én person, må du være klar over at varsel fra det offentlige ikke alltid vil nå den det er tiltenkt.
help-duplicate-do-title = Hva bør du gjøre?
help-duplicate-do-own = Har du et mobilnummer eller en e-postadresse som bare du bruker, bør du registrere det i stedet.
help-duplicate-do-share = Deler du nummer eller adresse med vilje, for eksempel med et barn eller en du hjelper, kan du si fra om det der du bekrefter, og på «Dine kontaktopplysninger». Da advarer vi deg ikke igjen før neste gang du skal bekrefte.
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
help-title = Hjelp og veiledning
help-lead = Her finner du svar på det mange lurer på om kontaktopplysningene sine.
help-all = Alle hjelpesidene
help-code-title = Koder og verifikasjon
help-code-lead = Du kan få en kode på SMS eller e-post. Når du skriver den inn, vet vi at varsler når deg.
help-code-must-title = Må jeg verifisere?
help-code-must = Nei. Opplysningene kan brukes selv om de mangler verifikasjon. Men med en kode oppdager du om du har skrevet feil nummer eller adresse.
help-code-life-title = Hvor lenge varer koden?
help-code-life = Det står på siden der du skriver den inn, hvor lenge den er gyldig. Skriver du feil mange ganger, må du be om en ny kode.
help-code-missing-title = Koden kommer ikke. Hva gjør jeg?
help-code-missing = Sjekk at nummeret eller adressen er riktig, og se i søppelposten. Etter en liten stund kan du be om koden på nytt. Kommer den fortsatt ikke, går du videre uten kode og verifiserer en annen dag.
help-code-unasked-title = Jeg fikk en kode jeg ikke har bedt om
help-code-unasked = Da har trolig noen skrevet nummeret eller adressen din ved en feil. Du trenger ikke å gjøre noe, men gi ikke koden til noen. Vi ringer aldri for å spørre om den.
help-reservation-what-title = Hva kommer på papir?
help-reservation-still-title = Hva kan fortsatt komme digitalt?
help-reservation-must-title = Må jeg reservere meg hvis jeg ikke er registrert?
help-reservation-must = Nei. Har du verken registrert mobilnummer eller e-postadresse, kommer viktige brev på papir uansett.
help-reservation-delete-title = Er det det samme å bli slettet?
help-reservation-delete = Nei. Blir du slettet fra registeret, får du ikke påminnelser heller, og du kan ikke logge inn med MinID. Nederst på «Dine kontaktopplysninger» kan du be om det.
help-reservation-how-title = Hvordan reserverer jeg meg?
help-reservation-how = Logg inn på «Dine kontaktopplysninger» og velg reservasjon. Der kan du også ombestemme deg når som helst.
help-reservation-go = Se valget ditt om reservasjon
help-privacy-title = Personvern
help-privacy-lead = Dette lagrer kontaktregisteret om deg, og dette kan du bestemme selv.
help-privacy-what-title = Hva står i registeret?
help-privacy-what = Fødselsnummeret eller d-nummeret ditt, mobilnummer og e-postadresse, om du har reservert deg, språk i brev og digital postkasse. Har du sagt at du deler et nummer eller en adresse med vilje, lagrer vi det, men ikke hvem de andre er. Vi lagrer også når opplysningene ble registrert, endret, bekreftet og verifisert.
help-privacy-why-title = Hva brukes det til?
help-privacy-why = Stat og kommune skal kunne varsle deg og sende deg post digitalt. Andre innbyggere får aldri vite hva du har registrert. De kan bare få beskjed om at et nummer eller en adresse de selv skriver inn, også er registrert på andre personer.
help-privacy-lookups-title = Hvem har slått meg opp?
help-privacy-lookups = Når en virksomhet slår deg opp, lagrer vi hvem det var, dagen, hva de spurte om og hvor mange ganger. Du kan se det når du har logget inn. Vi lagrer det i 18 måneder, og bare for dem som står eller har stått i registeret. Noen virksomheter har lov til å ha sin egen kopi av registeret. Når de bruker den, ser vi det ikke, men du kan se hvem de er. Slår brukerstøtten deg opp, ser du det også, med grunnen.
help-privacy-long-title = Hvor lenge lagres det?
help-privacy-long = Mobilnummer og e-postadresse står til du endrer eller fjerner dem. Koder og meldinger vi har sendt deg, slettes etter 30 dager, og når og fra hvilken nettverksadresse noen logget inn, etter 90 dager. Det du skriver uten å bekrefte, slettes etter ett døgn. Historikken over endringer inneholder ikke numre eller adresser. Den slettes 18 måneder etter at du er slettet fra registeret. At du er slettet, blir stående. Hvilke sider du har sett, lagrer vi i 90 dager, uten nummeret og adressen din. Oppgir du støttekoden, kan brukerstøtten se det du så.
help-privacy-choose-title = Hva kan jeg bestemme?
help-privacy-choose = Når du har logget inn, kan du se alt, rette det, fjerne mobilnummer og e-postadresse, reservere deg, velge språk, laste ned eller skrive ut opplysningene og slette alt om deg.
help-privacy-cookies-title = Informasjonskapsler
help-privacy-cookies = Vi bruker bare informasjonskapsler som trengs for å holde deg innlogget og huske språket. Sidene henter ingenting fra andre nettsteder, og vi sporer deg ikke. Støttekoden nederst er tilfeldig og forteller ikke hvem du er.
help-privacy-go = Se alt som er lagret om deg
help-mailbox-who-title = Hvem kan velge digital postkasse?
help-mailbox-who = Du må stå i kontaktregisteret og ikke ha reservert deg mot digital post. Det kan også være en nedre aldersgrense. Er noe i veien, står det på siden der du velger postkasse.
help-mailbox-level-title = Hvorfor må jeg logge inn på høyt sikkerhetsnivå?
help-mailbox-level = Post fra det offentlige kan gjelde helse, økonomi og andre personlige ting. Derfor må vi være helt sikre på at det er du som velger hvor den skal komme. BankID er et eksempel på høyt nivå.
help-mailbox-sent-title = Hva får leverandøren vite om meg?
help-mailbox-sent = Når du velger postkasse, sender vi leverandøren fødselsnummeret eller d-nummeret ditt, og e-postadressen hvis du har registrert en. Det trengs for å opprette postkassen.
help-mailbox-not-sent = Mobilnummeret sender vi ikke. Vi sender ingenting til en leverandør før du har valgt den.
help-mailbox-slow-title = Hva skjer når leverandøren ikke svarer?
help-mailbox-slow = Du trenger ikke å vente. Valget er lagret, og vi prøver igjen i tre døgn. Vi sender deg en melding når postkassen er klar, og også hvis du ikke får den. Så lenge kommer posten som før.
help-mailbox-change-title = Kan jeg bytte leverandør?
help-mailbox-change = Ja, når du vil. Velg den andre leverandøren på siden der du velger postkasse. Du kan bare ha én postkasse om gangen for post fra det offentlige. Gammel post blir liggende hos den du hadde.
help-mailbox-end-title = Hvordan slutter jeg å bruke postkassen?
help-mailbox-end = Velg «På papir» der du velger postkasse. Da er postkassen borte fra kontaktregisteret med en gang, og vi gir leverandøren beskjed. Det kan ta opptil et døgn før alle virksomheter vet om det.
help-mailbox-reserved-title = Hva om jeg har reservert meg?
help-mailbox-reserved = Da sender ikke det offentlige post til den digitale postkassen. Har du en fra før, blir den stående, og den kan brukes igjen hvis du opphever reservasjonen.
help-access-title = Tilgjengelighetserklæring
help-access-lead = Alle skal kunne bruke disse sidene. Her står det hva vi har prøvd, hva vi ikke har prøvd, og hvordan du sier fra om noe ikke virker for deg.
help-access-law-title = Hvilke krav gjelder?
help-access-law = Forskrift om universell utforming av IKT-løsninger krever at sidene følger retningslinjene WCAG på nivå A og AA. Målet vårt er WCAG 2.2 på nivå AA.
help-access-tested-title = Hva har vi prøvd?
help-access-axe = Programmet axe går automatisk gjennom sidene i nettleseren Chromium: på tre språk, på smal og bred skjerm og i lyst og mørkt. Vi prøver også at sidene får plass når de er forstørret til 400 %.
help-access-keyboard = Automatiske prøver går gjennom dialogen med tastatur alene, og fullfører den uten skript.
help-access-looked = Sidene har farger som kan overstyres. Vi har sett på noen av dem med tvungne farger i Chromium, men ikke alle.
help-access-untested-title = Hva har vi ikke prøvd?
help-access-untested = Vi har ikke prøvd sidene med virkelige skjermlesere, i Safari eller sammen med brukere med funksjonsnedsettelser. En automatisk prøve finner bare noen av feilene.
help-access-known-title = Hvilke mangler kjenner vi?
help-access-known = Vi kjenner ingen brudd på kravene i dag. Det betyr ikke at det ikke finnes noen.
help-access-report-title = Noe virker ikke for meg. Hvordan sier jeg fra?
help-access-report = Ta kontakt med brukerstøtten. Fortell hva du ville gjøre, og hvilket utstyr du brukte. Oppgi støttekoden nederst på siden, så finner vi ut hva du så.
help-access-complain-title = Kan jeg klage?
help-access-complain = Ja. Tilsynet for universell utforming av IKT i Digitaliseringsdirektoratet fører tilsyn med nettsider, og du kan melde fra til tilsynet om brudd på kravene.
help-privacy-others-title = Hvem utveksler vi opplysninger med?
help-privacy-others = Velger du digital postkasse, får leverandøren fødselsnummeret eller d-nummeret og e-postadressen din. Fra Folkeregisteret får vi vite når noen dør eller får nytt nummer, så registeret stemmer.
help-search-label = Søk i hjelpesidene
help-search-button = Søk
help-search-found = { $count ->
    [0] Søket ga ingen treff
    [one] Søket ga 1 treff
   *[other] Søket ga { $count } treff
}
help-search-title = { $count ->
    [0] Ingen treff: Hjelp og veiledning
    [one] 1 treff: Hjelp og veiledning
   *[other] { $count } treff: Hjelp og veiledning
}
help-search-nothing = Prøv et annet ord eller færre ord, eller finn siden du trenger nedenfor. Du kan også kontakte brukerstøtten.
