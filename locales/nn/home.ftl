# Framsida.

home-title = Éin stad for kontaktopplysningane dine
home-lead = Stat og kommune hentar mobilnummeret ditt og e-postadressa di frå kontaktregisteret når dei har noko viktig å seie deg: eit vedtak, ei innkalling, ein frist.
home-how-title = Slik verkar det
home-how-confirm = Kvar tredje månad, når du loggar inn hos ei offentleg teneste, spør vi om opplysningane framleis stemmer. Det tek nokre sekund.
home-how-old = Har du ikkje stadfesta opplysningane på 18 månader, kan dei ikkje brukast til å varsle deg.
home-how-voluntary = Det er frivillig å registrere seg. Utan opplysningar får du viktige brev på papir.
home-log-in = Logg inn og sjå opplysningane dine
home-test-title = Prøv deg fram
home-test-text = Alle personane her er oppdikta. Vel ein testperson og sjå kva ein innbyggjar i same situasjon ser.
home-test-persons = Vel ein testperson
home-test-service = Start hos ei offentleg teneste, og bli send tilbake dit
