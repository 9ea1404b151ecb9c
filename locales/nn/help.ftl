# Hjelpesidene. Dei to lange tekstane om duplikat er faste.

help-duplicate-title = Duplikat kontaktinformasjon
help-duplicate-what = Mobilnummeret og/eller e-postadressa du prøver å registrere, er òg registrert på andre personar i Kontakt- og reservasjonsregisteret. Du bør sjekke om kontaktinformasjonen stemmer.
help-duplicate-so = Kontaktinformasjonen som blir registrert, er den informasjonen det offentlege vil bruke dersom du skal bli varsla om noko. Dersom det er medvite at kontaktinformasjonen blir registrert på meir enn éin person, må du vere klar over at varsel frå det offentlege ikkje alltid når den det er meint for.
help-duplicate-do-title = Kva bør du gjere?
help-duplicate-do-own = Har du eit mobilnummer eller ei e-postadresse som berre du bruker, bør du registrere det i staden.
help-duplicate-do-share = Deler du nummer eller adresse med vilje, til dømes med eit barn eller ein du hjelper, kan du seie frå om det der du stadfestar, og på «Kontaktopplysningane dine». Då åtvarar vi deg ikkje igjen før neste gong du skal stadfeste.
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
help-title = Hjelp og rettleiing
help-lead = Her finn du svar på det mange lurer på om kontaktopplysningane sine.
help-all = Alle hjelpesidene
help-code-title = Kodar og verifikasjon
help-code-lead = Du kan få ein kode på SMS eller e-post. Når du skriv han inn, veit vi at varsel når deg.
help-code-must-title = Må eg verifisere?
help-code-must = Nei. Opplysningane kan brukast sjølv om dei manglar verifikasjon. Men med ein kode oppdagar du om du har skrive feil nummer eller adresse.
help-code-life-title = Kor lenge varer koden?
help-code-life = Det står på sida der du skriv han inn, kor lenge han er gyldig. Skriv du feil mange gonger, må du be om ein ny kode.
help-code-missing-title = Koden kjem ikkje. Kva gjer eg?
help-code-missing = Sjekk at nummeret eller adressa er rett, og sjå i søppelposten. Etter ei lita stund kan du be om koden på nytt. Kjem han framleis ikkje, går du vidare utan kode og verifiserer ein annan dag.
help-code-unasked-title = Eg fekk ein kode eg ikkje har bede om
help-code-unasked = Då har truleg nokon skrive nummeret eller adressa di ved ein feil. Du treng ikkje gjere noko, men gi ikkje koden til nokon. Vi ringjer aldri for å spørje etter han.
help-reservation-what-title = Kva kjem på papir?
help-reservation-still-title = Kva kan framleis kome digitalt?
help-reservation-must-title = Må eg reservere meg om eg ikkje er registrert?
help-reservation-must = Nei. Har du korkje registrert mobilnummer eller e-postadresse, kjem viktige brev på papir uansett.
help-reservation-delete-title = Er det det same å bli sletta?
help-reservation-delete = Nei. Blir du sletta frå registeret, får du ikkje påminningar heller, og du kan ikkje logge inn med MinID. Nedst på «Kontaktopplysningane dine» kan du be om det.
help-reservation-how-title = Korleis reserverer eg meg?
help-reservation-how = Logg inn på «Dine kontaktopplysningar» og vel reservasjon. Der kan du òg ombestemme deg når som helst.
help-reservation-go = Sjå valet ditt om reservasjon
help-privacy-title = Personvern
help-privacy-lead = Dette lagrar kontaktregisteret om deg, og dette kan du bestemme sjølv.
help-privacy-what-title = Kva står i registeret?
help-privacy-what = Fødselsnummeret eller d-nummeret ditt, mobilnummer og e-postadresse, om du har reservert deg, språk i brev og digital postkasse. Har du sagt at du deler eit nummer eller ei adresse med vilje, lagrar vi det, men ikkje kven dei andre er. Vi lagrar òg når opplysningane vart registrerte, endra, stadfesta og verifiserte.
help-privacy-why-title = Kva blir det brukt til?
help-privacy-why = Stat og kommune skal kunne varsle deg og sende deg post digitalt. Andre innbyggjarar får aldri vite kva du har registrert. Dei kan berre få melding om at eit nummer eller ei adresse dei sjølve skriv inn, òg er registrert på andre personar.
help-privacy-lookups-title = Kven har slått meg opp?
help-privacy-lookups = Når ei verksemd slår deg opp, lagrar vi kven det var, dagen, kva dei spurde om og kor mange gonger. Du kan sjå det når du har logga inn. Vi lagrar det i 18 månader, og berre for dei som står eller har stått i registeret. Nokre verksemder har lov til å ha sin eigen kopi av registeret. Når dei bruker han, ser vi det ikkje, men du kan sjå kven dei er. Slår brukarstøtta deg opp, ser du det også, med grunnen.
help-privacy-long-title = Kor lenge blir det lagra?
help-privacy-long = Mobilnummer og e-postadresse står til du endrar eller fjernar dei. Kodar og meldingar vi har sendt deg, blir sletta etter 30 dagar, og når og frå kva nettverksadresse nokon logga inn, etter 90 dagar. Det du skriv utan å stadfeste, blir sletta etter eitt døgn. Historikken over endringar inneheld ikkje nummer eller adresser. Han blir sletta 18 månader etter at du er sletta frå registeret. At du er sletta, blir ståande. Kva sider du har sett, lagrar vi i 90 dagar, utan nummeret og adressa di. Oppgir du støttekoden, kan brukarstøtta sjå det du såg.
help-privacy-choose-title = Kva kan eg bestemme?
help-privacy-choose = Når du har logga inn, kan du sjå alt, rette det, fjerne mobilnummer og e-postadresse, reservere deg, velje språk, laste ned eller skrive ut opplysningane og slette alt om deg.
help-privacy-cookies-title = Informasjonskapslar
help-privacy-cookies = Vi bruker berre informasjonskapslar som trengst for å halde deg innlogga og hugse språket. Sidene hentar ingenting frå andre nettstader, og vi sporar deg ikkje. Støttekoden nedst er tilfeldig og fortel ikkje kven du er.
help-privacy-go = Sjå alt som er lagra om deg
help-mailbox-who-title = Kven kan velje digital postkasse?
help-mailbox-who = Du må stå i kontaktregisteret og ikkje ha reservert deg mot digital post. Det kan òg vere ei nedre aldersgrense. Er noko i vegen, står det på sida der du vel postkasse.
help-mailbox-level-title = Kvifor må eg logge inn på høgt tryggingsnivå?
help-mailbox-level = Post frå det offentlege kan gjelde helse, økonomi og andre personlege ting. Difor må vi vere heilt sikre på at det er du som vel kvar ho skal kome. BankID er eit døme på høgt nivå.
help-mailbox-sent-title = Kva får leverandøren vite om meg?
help-mailbox-sent = Når du vel postkasse, sender vi leverandøren fødselsnummeret eller d-nummeret ditt, og e-postadressa om du har registrert ei. Det trengst for å opprette postkassa.
help-mailbox-not-sent = Mobilnummeret sender vi ikkje. Vi sender ingenting til ein leverandør før du har valt han.
help-mailbox-slow-title = Kva skjer når leverandøren ikkje svarar?
help-mailbox-slow = Du treng ikkje vente. Valet er lagra, og vi prøver igjen i tre døgn. Vi sender deg ei melding når postkassa er klar, og òg om du ikkje får ho. Så lenge kjem posten som før.
help-mailbox-change-title = Kan eg byte leverandør?
help-mailbox-change = Ja, når du vil. Vel den andre leverandøren på sida der du vel postkasse. Du kan berre ha éi postkasse om gongen for post frå det offentlege. Gammal post blir liggjande hos den du hadde.
help-mailbox-end-title = Korleis sluttar eg å bruke postkassa?
help-mailbox-end = Vel «På papir» der du vel postkasse. Då er postkassa borte frå kontaktregisteret med ein gong, og vi gir leverandøren beskjed. Det kan ta opptil eit døgn før alle verksemder veit om det.
help-mailbox-reserved-title = Kva om eg har reservert meg?
help-mailbox-reserved = Då sender ikkje det offentlege post til den digitale postkassa. Har du ei frå før, blir ho ståande, og ho kan brukast igjen om du opphevar reservasjonen.
help-access-title = Tilgjengelegheitserklæring
help-access-lead = Alle skal kunne bruke desse sidene. Her står det kva vi har prøvd, kva vi ikkje har prøvd, og korleis du seier frå om noko ikkje verkar for deg.
help-access-law-title = Kva krav gjeld?
help-access-law = Forskrift om universell utforming av IKT-løysingar krev at sidene følgjer retningslinjene WCAG på nivå A og AA. Målet vårt er WCAG 2.2 på nivå AA.
help-access-tested-title = Kva har vi prøvd?
help-access-axe = Programmet axe går automatisk gjennom sidene i nettlesaren Chromium: på tre språk, på smal og brei skjerm og i lyst og mørkt. Vi prøver òg at sidene får plass når dei er forstørra til 400 %.
help-access-keyboard = Automatiske prøver går gjennom dialogen med tastatur åleine, og fullfører han utan skript.
help-access-looked = Sidene har fargar som kan overstyrast. Vi har sett på nokre av dei med tvungne fargar i Chromium, men ikkje alle.
help-access-untested-title = Kva har vi ikkje prøvd?
help-access-untested = Vi har ikkje prøvd sidene med verkelege skjermlesarar, i Safari eller saman med brukarar med funksjonsnedsetjingar. Ei automatisk prøve finn berre nokre av feila.
help-access-known-title = Kva manglar kjenner vi?
help-access-known = Vi kjenner ingen brot på krava i dag. Det tyder ikkje at det ikkje finst nokon.
help-access-report-title = Noko verkar ikkje for meg. Korleis seier eg frå?
help-access-report = Ta kontakt med brukarstøtta. Fortel kva du ville gjere, og kva utstyr du brukte. Oppgi støttekoden nedst på sida, så finn vi ut kva du såg.
help-access-complain-title = Kan eg klage?
help-access-complain = Ja. Tilsynet for universell utforming av IKT i Digitaliseringsdirektoratet fører tilsyn med nettsider, og du kan melde frå til tilsynet om brot på krava.
help-privacy-others-title = Kven utvekslar vi opplysningar med?
help-privacy-others = Vel du digital postkasse, får leverandøren fødselsnummeret eller d-nummeret og e-postadressa di. Frå Folkeregisteret får vi vite når nokon døyr eller får nytt nummer, så registeret stemmer.
help-search-label = Søk i hjelpesidene
help-search-button = Søk
help-search-found = { $count ->
    [0] Søket gav ingen treff
    [one] Søket gav 1 treff
   *[other] Søket gav { $count } treff
}
help-search-title = { $count ->
    [0] Ingen treff: Hjelp og rettleiing
    [one] 1 treff: Hjelp og rettleiing
   *[other] { $count } treff: Hjelp og rettleiing
}
help-search-nothing = Prøv eit anna ord eller færre ord, eller finn sida du treng nedanfor. Du kan òg kontakte brukarstøtta.
