// Voice HUD: offers its wearer a personal voice link on arrival, and at every touch.
//
// It holds no secret and may be given to everybody: it asks the voice kiosk of the region it is in, which
// must be there. The wearer's page follows the wearer from region to region, so one link is enough for long.

// Where the kiosk listens; the same number as in voice-kiosk.lsl.
integer HUD_CHANNEL = -77250915;

// On arrival a link is offered again after this many seconds; a touch always asks.
integer OFFER_AGAIN_AFTER = 3600;

// A region needs a moment for somebody who arrives, and the kiosk one to answer.
float ARRIVAL_SECONDS = 5.0;

// What the wearer is told, in each language: its name, that there are no links now, and that there is no kiosk. The
// kiosks say which one to use; no text of theirs is said here, because anybody may pretend to be a kiosk.
list WORDS = [
    "en", "Voice links are not available in this region at the moment.", "There is no voice kiosk in this region.",
    "de", "Voice-Links gibt es in dieser Region gerade nicht.", "In dieser Region gibt es keinen Voice-Kiosk.",
    "es", "En esta región no hay enlaces de voz en este momento.", "En esta región no hay ningún quiosco de voz.",
    "fr", "Les liens vocaux ne sont pas disponibles dans cette région pour le moment.", "Il n’y a pas de kiosque vocal dans cette région.",
    "it", "I link vocali non sono disponibili in questa regione al momento.", "In questa regione non c’è nessun chiosco vocale.",
    "pt", "Os links de voz não estão disponíveis nesta região no momento.", "Não há quiosque de voz nesta região.",
    "nl", "Spraaklinks zijn in deze regio op dit moment niet beschikbaar.", "Er is geen spraakkiosk in deze regio.",
    "ja", "現在このリージョンではボイスリンクを利用できません。", "このリージョンにはボイスキオスクがありません。"
];
integer NO_LINKS = 1;
integer NO_KIOSK = 2;
// Where it stands in WORDS: that of the last kiosk.
integer language = 0;

// What the timer is for.
integer NOTHING = 0;
integer ARRIVAL = 1;
integer ANSWER = 2;

integer waitingFor = 0;
integer offeredAt = 0;

ask()
{
    llRegionSay(HUD_CHANNEL, "voice-link");
}

tell(integer what)
{
    llOwnerSay(llList2String(WORDS, language + what));
}

wait(integer what)
{
    waitingFor = what;
    llSetTimerEvent(ARRIVAL_SECONDS);
}

arrive()
{
    if (llGetUnixTime() - offeredAt >= OFFER_AGAIN_AFTER) wait(ARRIVAL);
}

default
{
    state_entry()
    {
        llSetTouchText("Voice");
        llListen(HUD_CHANNEL, "", NULL_KEY, "");
        if (llGetAttached() != 0) arrive();
    }

    attach(key avatar)
    {
        if (avatar != NULL_KEY) arrive();
    }

    changed(integer change)
    {
        if (change & CHANGED_REGION) arrive();
    }

    touch_start(integer count)
    {
        ask();
        wait(ANSWER);
    }

    listen(integer channel, string name, key id, string message)
    {
        if (llSubStringIndex(message, "language ") == 0)
        {
            integer at = llListFindList(WORDS, [llGetSubString(message, 9, -1)]);
            // Only the first of three is a language.
            if (at != -1 && at % 3 == 0) language = at;
            return;
        }
        if (message != "coming" && message != "not now") return;
        integer what = waitingFor;
        waitingFor = NOTHING;
        llSetTimerEvent(0.0);
        if (message == "coming") offeredAt = llGetUnixTime();
        else if (what == ANSWER) tell(NO_LINKS);
    }

    // On arrival it asks in silence: many regions have no kiosk. After a touch somebody waits for an answer.
    timer()
    {
        integer what = waitingFor;
        waitingFor = NOTHING;
        llSetTimerEvent(0.0);
        if (what == ARRIVAL) ask();
        if (what == ANSWER) tell(NO_KIOSK);
    }
}
