# Kven som har slått opp innbyggjaren, på «Kontaktopplysningane dine».

lookups-title = Kven som har slått deg opp
lookups-latest = Sist { $date }
lookups-none = Ingen har slått deg opp dei siste 18 månadene
lookups-not-registered = Du står ikkje i registeret, og då lagrar vi ikkje kven som har slått deg opp
lookups-text = Stat, kommune og andre med offentlege oppgåver slår deg opp for å vite om og korleis dei kan varsle deg eller sende deg post digitalt. Her ser du kven, kva dei spurde om og kor mange gonger. Dei nyaste dagane står først.
lookups-long = Vi lagrar dette i 18 månader. Her står høgst 50 linjer. Alle står i fila du kan laste ned.
lookups-contact = kontaktopplysningane dine
lookups-mailbox = den digitale postkassa di
lookups-contact-and-mailbox = kontaktopplysningane og den digitale postkassa di
lookups-unknown = Organisasjonsnummer { $number }
lookups-line = { $times ->
    [one] { $who } spurde om { $what } 1 gong
   *[other] { $who } spurde om { $what } { $times } gonger
}
lookups-copies = Nokre verksemder har lov til å ha sin eigen kopi av registeret. Dei får vite det når noko endrar seg, også om deg, utan å slå deg opp. Desse har henta endringar dei siste 18 månadene:
lookups-copy = { $who }: { $what }, sist henta { $date }
lookups-support = Brukarstøtta hos verksemda med organisasjonsnummer { $organisation } slo deg opp ({ $reason })
lookups-support-values = Brukarstøtta hos verksemda med organisasjonsnummer { $organisation } såg heile nummer og adresser ({ $reason })
lookups-reason-called = innbyggjaren tok kontakt
lookups-reason-notification = eit varsel kom ikkje fram
lookups-reason-abuse = mistanke om misbruk
lookups-reason-case = ei sak til handsaming
lookups-reason-trial = utprøving med syntetiske data
