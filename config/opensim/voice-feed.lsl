// Voice feed: tells the voice service once a second where everybody in this region stands and looks, and where
// voice is switched off.
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
integer PATIENCE = 10;

key request = NULL_KEY;
integer requestedAt = 0;
// Turns in a row that the simulator did not let the request out.
integer heldBack = 0;
integer failing = FALSE;

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
    string parcel = llList2String(llGetParcelDetails(position, [PARCEL_DETAILS_ID]), 0);
    // Without a parcel there are no flags to ask for: the simulator would end the script.
    if (parcel != "") json += ",\"parcel_flags\":" + (string)llGetParcelFlags(position);
    if (parcel != "" && parcel != (string)NULL_KEY) json += ",\"parcel\":\"" + parcel + "\"";
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

send()
{
    request = llHTTPRequest(SERVICE_URL + "/opensim/v1/positions", [
        HTTP_METHOD, "POST",
        HTTP_MIMETYPE, "application/json",
        HTTP_BODY_MAXLENGTH, 2048,
        HTTP_VERIFY_CERT, VERIFY_CERTIFICATE,
        HTTP_CUSTOM_HEADER, "X-Region-Secret", REGION_SECRET
    ], jsonReport());
    requestedAt = llGetUnixTime();
    if ((string)request != "" && request != NULL_KEY)
    {
        heldBack = 0;
        return;
    }
    request = NULL_KEY;
    ++heldBack;
    if (heldBack == 10) llOwnerSay("Voice feed: the simulator lets no request out. Is " + SERVICE_URL
        + " named in OutboundDisallowForUserScriptsExcept? Is there another script in this prim?");
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
        if (request == NULL_KEY || llGetUnixTime() - requestedAt > PATIENCE) send();
    }

    http_response(key id, integer status, list metadata, string body)
    {
        if (id != request) return;
        request = NULL_KEY;
        if (status == 204)
        {
            if (failing) llOwnerSay("Voice feed: the voice service answers again.");
            failing = FALSE;
            return;
        }
        if (!failing) llOwnerSay("Voice feed: no success (" + (string)status + "): "
            + llGetSubString(body, 0, 300));
        failing = TRUE;
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
