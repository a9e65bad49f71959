// Voice kiosk: gives every avatar who touches it a personal voice link, and every one who wears the voice HUD.
//
// Fill in the settings, and take the modify right away from everybody else: whoever can read this script can
// read the secret, and with it speak as anybody. docs/connect-your-grid.md says what the simulator must allow.

// The address of the voice service, without a slash at its end.
string SERVICE_URL = "https://voice.example.org:8443";
// REGION_SECRET of the voice service.
string REGION_SECRET = "";
// FALSE only while the voice service has a self-signed certificate, and only on a network of your own.
integer VERIFY_CERTIFICATE = TRUE;

// Where the HUD asks; the same number as in voice-hud.lsl.
integer HUD_CHANNEL = -77250915;

// An avatar gets another link after this many seconds, and an answer that takes longer is not waited for.
integer AGAIN_AFTER = 15;

// What only its owner can put right is tried again after this many seconds, ever less often, up to every ten minutes:
// the simulator shows each request that it refuses to everybody around.
integer FIRST_PAUSE = 60;
integer LONGEST_PAUSE = 600;
// Seconds in a row that no request got out: OpenSimulator lets a prim ask once a second, with a burst of three.
integer HELD_BACK = 5;
// More than ever wait; whoever comes then touches again.
integer LONGEST_QUEUE = 100;

// Who was given a link lately, or is about to be: request, avatar, when; three entries for each.
list requests = [];
// Who waits for the turn of their request.
list queue = [];
integer heldBack = 0;
// No request before this time, and how long the last pause was.
integer nextAt = 0;
integer pause = 0;
// What residents are told: in English until the voice service has sent its words in the region's language.
string WORDS_LINK = "Your personal voice link. It works once, for two minutes.";
string WORDS_SOON = "Your voice link comes in about # seconds.";
string WORDS_FULL = "Your voice link has to wait. Please touch again in a minute.";
string WORDS_LATER = "Voice is not available at the moment. Please try again later.";
string WORDS_NOT_HERE = "Voice links are not available here at the moment. The owner of this kiosk knows why.";
// Which language that is, for the HUDs; empty until then.
string language = "";

// What the owner was told is wrong; empty while all is well.
string problem = "";

string replaced(string text, string what, string by)
{
    return llDumpList2String(llParseStringKeepNulls(text, [what], []), by);
}

// A text as JSON: names may hold quotes, backslashes and every letter there is.
string jsonText(string text)
{
    text = replaced(text, "\\", "\\\\");
    text = replaced(text, "\"", "\\\"");
    text = replaced(text, "\n", "\\n");
    text = replaced(text, llUnescapeURL("%0D"), "\\r");
    text = replaced(text, llUnescapeURL("%09"), "\\t");
    return "\"" + text + "\"";
}

forgetOld()
{
    integer now = llGetUnixTime();
    while (llGetListLength(requests) > 0 && now - llList2Integer(requests, 2) >= AGAIN_AFTER)
    {
        requests = llDeleteSubList(requests, 0, 2);
    }
}

// host:port of SERVICE_URL, as the simulator's settings name it.
string hostAndPort()
{
    integer secure = llSubStringIndex(SERVICE_URL, "https://") == 0;
    string host = llGetSubString(SERVICE_URL, 7 + secure, -1);
    integer slash = llSubStringIndex(host, "/");
    if (slash > 0) host = llGetSubString(host, 0, slash - 1);
    if (llSubStringIndex(host, ":") != -1) return host;
    if (secure) return host + ":443";
    return host + ":80";
}

tellOwner(string what, string why)
{
    if (problem == what) return;
    problem = what;
    llOwnerSay("Voice kiosk: " + why);
}

sayNotNow(string avatar)
{
    llRegionSayTo((key)avatar, 0, WORDS_NOT_HERE);
}

// A text of an answer; the one that is known where there is none.
string wordsOf(string body, string name, string known)
{
    string words = llJsonGetValue(body, ["words", name]);
    if (words == JSON_INVALID || words == "") return known;
    return words;
}

// A service that sends no words leaves those that are known.
learnWords(string body)
{
    string told = llJsonGetValue(body, ["language"]);
    if (told == language || told == JSON_INVALID) return;
    language = told;
    WORDS_LINK = wordsOf(body, "link", WORDS_LINK);
    WORDS_SOON = wordsOf(body, "soon", WORDS_SOON);
    WORDS_FULL = wordsOf(body, "full", WORDS_FULL);
    WORDS_LATER = wordsOf(body, "later", WORDS_LATER);
    WORDS_NOT_HERE = wordsOf(body, "notHere", WORDS_NOT_HERE);
}

// Whether there is no use in asking, for now.
integer isPaused()
{
    return llGetUnixTime() < nextAt;
}

// Only the owner can put it right: whoever waits is told, and nobody is asked for again for a while.
giveUp(string what, string why)
{
    if (!isPaused())
    {
        if (pause < FIRST_PAUSE) pause = FIRST_PAUSE;
        else pause = pause * 2;
        if (pause > LONGEST_PAUSE) pause = LONGEST_PAUSE;
        nextAt = llGetUnixTime() + pause;
    }
    heldBack = 0;
    integer count = llGetListLength(queue);
    integer index;
    for (index = 0; index < count; ++index) sayNotNow(llList2String(queue, index));
    queue = [];
    tellOwner(what, why);
}

giveUpOutbound()
{
    giveUp("outbound", "the simulator does not let this script reach " + SERVICE_URL
        + ". Whoever runs it has to put this line into its OpenSim.ini, under [Network], and to restart it:\n"
        + "OutboundDisallowForUserScriptsExcept = " + hostAndPort()
        + "\n(several with | between them; is there another script in this prim?)"
        + " Touches try it again ever less often, up to every ten minutes; reset the script to try at once.");
}

key send(key avatar)
{
    string body = "{\"agent\":\"" + (string)avatar + "\",\"name\":" + jsonText(llKey2Name(avatar)) + "}";
    return llHTTPRequest(SERVICE_URL + "/opensim/v1/tickets", [
        HTTP_METHOD, "POST",
        HTTP_MIMETYPE, "application/json",
        HTTP_BODY_MAXLENGTH, 2048,
        HTTP_VERIFY_CERT, VERIFY_CERTIFICATE,
        HTTP_CUSTOM_HEADER, "X-Region-Secret", REGION_SECRET
    ], body);
}

// Asks for as many as the simulator lets out now; the others wait for the next second.
serve()
{
    integer sent = 0;
    while (llGetListLength(queue) > 0)
    {
        string avatar = llList2String(queue, 0);
        key request = send((key)avatar);
        // Empty: not allowed. The null key: this prim has asked too often.
        if ((string)request == "")
        {
            giveUpOutbound();
            return;
        }
        if (request == NULL_KEY)
        {
            if (sent == 0) ++heldBack;
            if (heldBack >= HELD_BACK) giveUpOutbound();
            return;
        }
        ++sent;
        heldBack = 0;
        queue = llDeleteSubList(queue, 0, 0);
        requests += [(string)request, avatar, llGetUnixTime()];
    }
}

ask(key avatar)
{
    forgetOld();
    if (llListFindList(requests, [(string)avatar]) != -1 || llListFindList(queue, [(string)avatar]) != -1) return;
    if (isPaused())
    {
        sayNotNow((string)avatar);
        return;
    }
    integer before = llGetListLength(queue);
    if (before >= LONGEST_QUEUE)
    {
        llRegionSayTo(avatar, 0, WORDS_FULL);
        return;
    }
    queue += [(string)avatar];
    if (before == 0) serve();
    else if (before > 2) llRegionSayTo(avatar, 0, replaced(WORDS_SOON, "#", (string)(before + 1)));
    if (llGetListLength(queue) > 0) llSetTimerEvent(1.0);
}

default
{
    state_entry()
    {
        if (REGION_SECRET == "") llOwnerSay("Voice kiosk: fill in REGION_SECRET at the top of the script.");
        llSetTouchText("Voice");
        llListen(HUD_CHANNEL, "", NULL_KEY, "voice-link");
    }

    touch_start(integer count)
    {
        integer index;
        for (index = 0; index < count; ++index) ask(llDetectedKey(index));
    }

    // The simulator vouches for who owns an object, so nobody can ask for somebody else's link.
    listen(integer channel, string name, key id, string message)
    {
        key avatar = llGetOwnerKey(id);
        if (avatar == NULL_KEY || llGetAgentSize(avatar) == ZERO_VECTOR) return;
        if (language != "") llRegionSayTo(id, HUD_CHANNEL, "language " + language);
        if (isPaused())
        {
            llRegionSayTo(id, HUD_CHANNEL, "not now");
            return;
        }
        llRegionSayTo(id, HUD_CHANNEL, "coming");
        ask(avatar);
    }

    timer()
    {
        serve();
        if (llGetListLength(queue) == 0) llSetTimerEvent(0.0);
    }

    http_response(key id, integer status, list metadata, string body)
    {
        integer at = llListFindList(requests, [(string)id]);
        if (at == -1) return;
        key avatar = (key)llList2String(requests, at + 1);
        string url = llJsonGetValue(body, ["url"]);
        if (status == 200 && llSubStringIndex(url, "http") == 0)
        {
            if (problem != "") llOwnerSay("Voice kiosk: the voice service gives links again.");
            problem = "";
            pause = 0;
            learnWords(body);
            llLoadURL(avatar, WORDS_LINK, url);
            return;
        }
        requests = llDeleteSubList(requests, at, at + 2);
        string what = "no link (" + (string)status + "): " + llGetSubString(body, 0, 300);
        if (status == 401 || status == 403)
        {
            sayNotNow((string)avatar);
            giveUp("secret", what + "\nCompare REGION_SECRET at the top of this script with that of the voice service"
                + " (data/secrets.json).");
            return;
        }
        if (status == 404 || status == 405)
        {
            sayNotNow((string)avatar);
            giveUp("address", what
                + "\nIs SERVICE_URL the address of the voice service, with nothing behind its port?");
            return;
        }
        llRegionSayTo(avatar, 0, WORDS_LATER);
        tellOwner((string)status, what);
    }

    changed(integer change)
    {
        if (change & CHANGED_REGION_START) llResetScript();
    }

    on_rez(integer parameter)
    {
        llResetScript();
    }
}
