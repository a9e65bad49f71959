// Voice feed: tells the voice service once a second where everybody in this region stands and looks, where
// voice is switched off, and who owns the parcels that people stand on.
//
// Put this script into one prim of every region, fill in the four settings, and take the modify right away
// from everybody else: whoever can read this script can read the secret. docs/connect-your-grid.md says
// what the simulator must allow.

// The address of the voice service, without a slash at its end.
string SERVICE_URL = "https://voice.example.org:8443";
// REGION_SECRET of the voice service.
string REGION_SECRET = "";
// RegionUUID from this region's Regions.ini; no script can find it out.
string REGION_ID = "";
// FALSE only while the voice service has a self-signed certificate, and only on a network of your own.
integer VERIFY_CERTIFICATE = TRUE;

// OpenSimulator lets a prim ask once a second, with a burst of three.
float INTERVAL = 1.0;
// An answer that takes longer than these seconds is not waited for.
integer ANSWER_WITHIN = 10;

// What only its owner can put right is tried again after this many seconds, ever less often, up to every ten minutes:
// the simulator shows each request that it refuses to everybody around.
integer FIRST_PAUSE = 60;
integer LONGEST_PAUSE = 600;
// What may pass by itself is tried again sooner, up to every twenty seconds.
integer LONGEST_RETRY = 20;
// Turns in a row that no request got out: a busy prim has to wait for one or two.
integer HELD_BACK = 5;

// Metres along a side.
integer LARGEST_REGION = 8192;

// Of the region; 0 while it is not known.
integer area = 0;

// Where the service has several nodes: by which name its load balancer knows the one that answers for this region.
string node = "";

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

// To the centimetre: a float always prints six decimals.
string jsonNumber(float number)
{
    return llGetSubString((string)((float)llRound(number * 100.0) / 100.0), 0, -5);
}

string jsonVector(vector of)
{
    return "[" + jsonNumber(of.x) + "," + jsonNumber(of.y) + "," + jsonNumber(of.z) + "]";
}

// Milliseconds since 1970, as text: they are too many for an integer.
string stamp()
{
    integer seconds = llGetUnixTime();
    string timestamp = llGetTimestamp();
    while (seconds != llGetUnixTime())
    {
        seconds = llGetUnixTime();
        timestamp = llGetTimestamp();
    }
    // 2026-11-20T09:28:16.248000Z
    return (string)seconds + llGetSubString(timestamp, 20, 22);
}

integer isInRegion(vector position)
{
    return position.x > -1000.0 && position.x < 20000.0
        && position.y > -1000.0 && position.y < 20000.0
        && position.z > -1000.0 && position.z < 100000.0;
}

// How far the region reaches along one side: beyond its border there is no parcel. The place is written between two texts.
integer regionMetres(string before, string after)
{
    integer metres = 256;
    while (metres < LARGEST_REGION
        && llGetListLength(llGetParcelDetails((vector)(before + (string)(metres + 1) + after), [PARCEL_DETAILS_ID])) > 0)
        metres += 256;
    return metres;
}

// Square metres; asked once, because it changes with no more than a restart of the region.
integer regionArea()
{
    if (area == 0) area = regionMetres("<", ",1,0>") * regionMetres("<1,", ",0>");
    return area;
}

// One avatar; empty for one that is only just arriving or leaving.
string jsonAvatar(key avatar)
{
    list details = llGetObjectDetails(avatar, [OBJECT_NAME, OBJECT_POS, OBJECT_ROT]);
    if (llGetListLength(details) < 3) return "";
    string name = llList2String(details, 0);
    vector position = llList2Vector(details, 1);
    if (name == "" || !isInRegion(position)) return "";
    string json = "{\"id\":\"" + (string)avatar + "\",\"name\":" + jsonText(name);
    json += ",\"pos\":" + jsonVector(position);
    json += ",\"look\":" + jsonVector(llRot2Fwd(llList2Rot(details, 2)));
    list land = llGetParcelDetails(position, [PARCEL_DETAILS_ID, PARCEL_DETAILS_OWNER, PARCEL_DETAILS_AREA]);
    string parcel = llList2String(land, 0);
    // Without a parcel there are no flags to ask for: the simulator would end the script.
    if (parcel != "") json += ",\"parcel_flags\":" + (string)llGetParcelFlags(position);
    // Its owner moderates there, unless an admin of the voice service says otherwise.
    if (parcel != "" && parcel != (string)NULL_KEY)
    {
        json += ",\"parcel\":\"" + parcel + "\",\"parcel_owner\":\"" + llList2String(land, 1) + "\"";
        // Whoever has the whole region as one parcel is heard by its neighbours, as the region is.
        if (llList2Integer(land, 2) == regionArea()) json += ",\"parcel_whole\":1";
    }
    return json + "}";
}

// The whole region: who is not listed has left.
string jsonReport()
{
    list agents = llGetAgentList(AGENT_LIST_REGION, []);
    string avatars = "";
    integer count = llGetListLength(agents);
    integer index;
    for (index = 0; index < count; ++index)
    {
        string avatar = jsonAvatar(llList2Key(agents, index));
        if (avatar != "")
        {
            if (avatars != "") avatars += ",";
            avatars += avatar;
        }
    }
    vector corner = llGetRegionCorner();
    return "{\"region\":\"" + REGION_ID + "\",\"name\":" + jsonText(llGetRegionName())
        + ",\"corner\":[" + (string)llRound(corner.x) + "," + (string)llRound(corner.y) + "]"
        + ",\"at\":" + stamp() + ",\"region_flags\":" + (string)llGetRegionFlags()
        + ",\"avatars\":[" + avatars + "]}";
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
    llOwnerSay("Voice feed: " + why);
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
    request = llHTTPRequest(SERVICE_URL + "/opensim/v1/positions?node=" + node, [
        HTTP_METHOD, "POST",
        HTTP_MIMETYPE, "application/json",
        HTTP_BODY_MAXLENGTH, 2048,
        HTTP_VERIFY_CERT, VERIFY_CERTIFICATE,
        HTTP_CUSTOM_HEADER, "X-Region-Secret", REGION_SECRET
    ], jsonReport());
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

default
{
    state_entry()
    {
        if (REGION_SECRET == "" || REGION_ID == "")
        {
            llOwnerSay("Voice feed: fill in REGION_SECRET and REGION_ID at the top of the script.");
            return;
        }
        llSetTimerEvent(INTERVAL);
    }

    timer()
    {
        integer now = llGetUnixTime();
        if (now < nextAt) return;
        if (request == NULL_KEY || now - requestedAt > ANSWER_WITHIN) send();
    }

    http_response(key id, integer status, list metadata, string body)
    {
        if (id != request) return;
        request = NULL_KEY;
        integer isNamed = status == 200 && llStringLength(body) <= 32 && llEscapeURL(body) == body;
        if (isNamed) node = body;
        if (isNamed || status == 204)
        {
            if (problem != "") llOwnerSay("Voice feed: the voice service answers again.");
            problem = "";
            pause = 0;
            return;
        }
        string what = "no success (" + (string)status + "): " + llGetSubString(body, 0, 300);
        if (status == 401 || status == 403)
        {
            fail("secret", what + "\nCompare REGION_SECRET at the top of this script with that of the voice service"
                + " (data/secrets.json). It is tried again ever less often, up to every ten minutes; a script that is"
                + " saved or reset tries at once.", FIRST_PAUSE, LONGEST_PAUSE);
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
