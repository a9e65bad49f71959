// Voice chat: says in local chat what residents write on the voice page, and brings local chat to them.
//
// Put this script into one prim of a place where both are wanted, fill in the four settings, and take the modify right
// away from everybody else: whoever can read this script can read the secret. An admin must allow it first, in the
// settings of the channel. One script for a place is enough; docs/connect-your-grid.md says what the simulator must allow.
//
// It hears avatars only, never objects, and the service never gives back what a script brought: so nothing goes round.

// The address of the voice service, without a slash at its end.
string SERVICE_URL = "https://voice.example.org:8443";
// REGION_SECRET of the voice service.
string REGION_SECRET = "";
// RegionUUID from this region's Regions.ini; no script can find it out.
string REGION_ID = "";
// FALSE only while the voice service has a self-signed certificate, and only on a network of your own.
integer VERIFY_CERTIFICATE = TRUE;

// OpenSimulator lets a prim ask once a second, with a burst of three; while nobody is in the region it asks less often.
float INTERVAL = 1.0;
integer IDLE_INTERVAL = 10;
// An answer that takes longer than these seconds is not waited for.
integer PATIENCE = 10;
// So many lines go out at once, and so many wait; the oldest are given up.
integer LINES_AT_ONCE = 10;
integer MOST_WAITING = 40;

// What only its owner can mend is tried again after this many seconds, ever less often, up to every ten minutes:
// the simulator shows each request that it refuses to everybody around.
integer FIRST_PAUSE = 60;
integer LONGEST_PAUSE = 600;
// What may pass by itself is tried again sooner, up to every twenty seconds.
integer LONGEST_RETRY = 20;
// Turns in a row that no request got out: a busy prim has to wait for one or two.
integer HELD_BACK = 5;

// What was heard and is not at the service yet: number, avatar, name and text; four entries for each.
list heard = [];
// Lines are counted, so that one that is sent twice is known by its number.
integer number = 0;
integer started = 0;
// How many of the lines are in the request that is under way.
integer sent = 0;
// Up to where the service has told us.
string cursor = "";

key request = NULL_KEY;
integer requestedAt = 0;
integer heldBack = 0;
// No request before this time, and how long the last pause was.
integer nextAt = 0;
integer pause = 0;
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

string jsonLine(integer at)
{
    return "{\"number\":" + (string)llList2Integer(heard, at) + ",\"id\":\"" + llList2String(heard, at + 1)
        + "\",\"name\":" + jsonText(llList2String(heard, at + 2))
        + ",\"text\":" + jsonText(llList2String(heard, at + 3)) + "}";
}

string jsonBody()
{
    string lines = "";
    sent = 0;
    while (sent < LINES_AT_ONCE && sent * 4 < llGetListLength(heard))
    {
        if (sent > 0) lines += ",";
        lines += jsonLine(sent * 4);
        ++sent;
    }
    string json = "{\"region\":\"" + REGION_ID + "\",\"object\":\"" + (string)llGetKey() + "\"";
    string parcel = llList2String(llGetParcelDetails(llGetPos(), [PARCEL_DETAILS_ID]), 0);
    if (parcel != "") json += ",\"parcel\":\"" + parcel + "\"";
    return json + ",\"started\":" + (string)started + ",\"after\":" + jsonText(cursor)
        + ",\"lines\":[" + lines + "]}";
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

// Says what is wrong once, and waits: twice as long each time.
fail(string what, string why, integer first, integer longest)
{
    if (pause < first) pause = first;
    else pause = pause * 2;
    if (pause > longest) pause = longest;
    nextAt = llGetUnixTime() + pause;
    if (problem == what) return;
    problem = what;
    llOwnerSay("Voice chat: " + why);
}

// The simulator lets nothing out, and says so to everybody around each time that it is asked to.
failOutbound()
{
    fail("outbound", "the simulator does not let this script reach " + SERVICE_URL
        + ". Whoever runs it has to put this line into its OpenSim.ini, under [Network], and to restart it:\n"
        + "OutboundDisallowForUserScriptsExcept = " + hostAndPort()
        + "\n(several with | between them; is there another script in this prim?)"
        + " It is tried again ever less often, up to every ten minutes; reset the script to try at once.",
        FIRST_PAUSE, LONGEST_PAUSE);
}

send()
{
    request = llHTTPRequest(SERVICE_URL + "/opensim/v1/chat", [
        HTTP_METHOD, "POST",
        HTTP_MIMETYPE, "application/json",
        HTTP_BODY_MAXLENGTH, 16384,
        HTTP_VERIFY_CERT, VERIFY_CERTIFICATE,
        HTTP_CUSTOM_HEADER, "X-Region-Secret", REGION_SECRET
    ], jsonBody());
    requestedAt = llGetUnixTime();
    // Empty: not allowed. The null key: this prim has asked too often.
    if ((string)request == "") heldBack = HELD_BACK;
    else if (request == NULL_KEY) ++heldBack;
    else
    {
        heldBack = 0;
        return;
    }
    request = NULL_KEY;
    if (heldBack >= HELD_BACK) failOutbound();
}

// The first line says up to where we were told; each other one is said as it is.
take(string body)
{
    list lines = llParseStringKeepNulls(body, ["\n"], []);
    cursor = llList2String(lines, 0);
    integer count = llGetListLength(lines);
    integer index;
    for (index = 1; index < count; ++index) llSay(0, llList2String(lines, index));
    if (sent > 0) heard = llDeleteSubList(heard, 0, sent * 4 - 1);
    sent = 0;
}

default
{
    state_entry()
    {
        if (REGION_SECRET == "" || REGION_ID == "")
        {
            llOwnerSay("Voice chat: fill in REGION_SECRET and REGION_ID at the top of the script.");
            return;
        }
        started = llGetUnixTime();
        llListen(0, "", NULL_KEY, "");
        llSetTimerEvent(INTERVAL);
    }

    listen(integer channel, string name, key id, string message)
    {
        // Objects speak, too, other scripts like this one among them: an avatar is its own owner, and has a size.
        if (channel != 0 || message == "" || llGetOwnerKey(id) != id || llGetAgentSize(id) == ZERO_VECTOR) return;
        ++number;
        heard += [number, (string)id, name, message];
        // Those that are under way stay in front until their answer has come.
        if (llGetListLength(heard) > MOST_WAITING * 4) heard = llDeleteSubList(heard, sent * 4, sent * 4 + 3);
    }

    timer()
    {
        integer now = llGetUnixTime();
        if (now < nextAt) return;
        if (request != NULL_KEY && now - requestedAt <= PATIENCE) return;
        integer idle = llGetListLength(heard) == 0 && llGetRegionAgentCount() == 0;
        if (idle && now - requestedAt < IDLE_INTERVAL) return;
        send();
    }

    http_response(key id, integer status, list metadata, string body)
    {
        if (id != request) return;
        request = NULL_KEY;
        if (status == 200)
        {
            if (problem != "") llOwnerSay("Voice chat: the voice service answers again.");
            problem = "";
            pause = 0;
            take(body);
            return;
        }
        string what = "no success (" + (string)status + "): " + llGetSubString(body, 0, 300);
        if (status == 401)
        {
            fail("secret", what + "\nCompare REGION_SECRET at the top of this script with that of the voice service"
                + " (data/secrets.json). It is tried again ever less often, up to every ten minutes; a script that is"
                + " saved or reset tries at once.", FIRST_PAUSE, LONGEST_PAUSE);
            return;
        }
        if (status == 403)
        {
            // What was said meanwhile is not brought later.
            heard = [];
            sent = 0;
            fail("refused", what, FIRST_PAUSE, LONGEST_PAUSE);
            return;
        }
        if (status == 404 || status == 405)
        {
            fail("address", what + "\nIs SERVICE_URL the address of the voice service, with nothing behind its port?",
                FIRST_PAUSE, LONGEST_PAUSE);
            return;
        }
        fail((string)status, what, 2, LONGEST_RETRY);
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
