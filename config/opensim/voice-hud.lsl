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
        if (message != "coming" && message != "not now") return;
        integer what = waitingFor;
        waitingFor = NOTHING;
        llSetTimerEvent(0.0);
        if (message == "coming") offeredAt = llGetUnixTime();
        else if (what == ANSWER) llOwnerSay("Voice links are not available in this region at the moment.");
    }

    // On arrival it asks in silence: many regions have no kiosk. After a touch somebody waits for an answer.
    timer()
    {
        integer what = waitingFor;
        waitingFor = NOTHING;
        llSetTimerEvent(0.0);
        if (what == ARRIVAL) ask();
        if (what == ANSWER) llOwnerSay("There is no voice kiosk in this region.");
    }
}
