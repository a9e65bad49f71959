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

// Who was given a link lately, or is about to be: request, avatar, when; three entries for each.
list requests = [];

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

ask(key avatar)
{
    forgetOld();
    if (llListFindList(requests, [(string)avatar]) != -1) return;
    string body = "{\"agent\":\"" + (string)avatar + "\",\"name\":" + jsonText(llKey2Name(avatar)) + "}";
    key request = llHTTPRequest(SERVICE_URL + "/opensim/v1/tickets", [
        HTTP_METHOD, "POST",
        HTTP_MIMETYPE, "application/json",
        HTTP_BODY_MAXLENGTH, 2048,
        HTTP_VERIFY_CERT, VERIFY_CERTIFICATE,
        HTTP_CUSTOM_HEADER, "X-Region-Secret", REGION_SECRET
    ], body);
    if ((string)request == "" || request == NULL_KEY)
    {
        llRegionSayTo(avatar, 0, "Too many people want a voice link at once. Please touch again in a moment.");
        return;
    }
    requests += [(string)request, (string)avatar, llGetUnixTime()];
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
        llRegionSayTo(id, HUD_CHANNEL, "coming");
        ask(avatar);
    }

    http_response(key id, integer status, list metadata, string body)
    {
        integer at = llListFindList(requests, [(string)id]);
        if (at == -1) return;
        key avatar = (key)llList2String(requests, at + 1);
        string url = llJsonGetValue(body, ["url"]);
        if (status == 200 && llSubStringIndex(url, "http") == 0)
        {
            llLoadURL(avatar, "Your personal voice link. It works once, for two minutes.", url);
            return;
        }
        requests = llDeleteSubList(requests, at, at + 2);
        llRegionSayTo(avatar, 0, "Voice is not available at the moment. Please try again later.");
        llOwnerSay("Voice kiosk: no link (" + (string)status + "): " + llGetSubString(body, 0, 300));
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
