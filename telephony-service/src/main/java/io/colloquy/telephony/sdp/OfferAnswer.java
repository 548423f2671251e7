package io.colloquy.telephony.sdp;

import io.colloquy.telephony.sdp.MediaTerms.Encryption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Our side of offer and answer (RFC 3264) for the one audio stream of a call.
 *
 * <pre>
 *   offer ──▶ offered ──accept──▶ settled ──offer──▶ offered ...
 *   answer ──────────────────────▶ settled ──answer──▶ settled
 * </pre>
 *
 * <p>An answer names one codec, the first of the offer's that the terms allow, so that nothing
 * changes unannounced. What is refused leaves everything as it was. Not for several threads.
 */
public final class OfferAnswer {

  private static final int KEYS = 101;
  private static final int KEYS_OPUS = 102;
  private static final int NOISE = 13;
  private static final List<Codec> WIDE_FIRST =
      List.of(Codec.G722, Codec.OPUS, Codec.PCMU, Codec.PCMA);

  private final int port;
  private final long id;
  private long version;

  /** Keys that we offered or answered with: the same in every later description. */
  private final Map<Crypto.Suite, byte[]> ourKeys = new LinkedHashMap<>();

  private Optional<Offered> offered = Optional.empty();
  private String sent = "";

  /** An offer that waits for its answer. */
  private record Offered(SessionDescription sdp, MediaTerms terms) {}

  /**
   * @param port our RTP port; RTCP is the next one
   * @param id of the session: any number that is not used twice
   */
  public OfferAnswer(int port, long id) {
    this.port = port;
    this.id = id;
  }

  /** A description that offers everything that the terms allow, wideband first. */
  public String offer(MediaTerms terms) {
    List<Codec> codecs = WIDE_FIRST.stream().filter(c -> allowed(c, terms)).toList();
    List<String> formats = new ArrayList<>();
    List<Attribute> attributes = new ArrayList<>();
    for (Codec codec : codecs) {
      formats.add("" + codec.payloadType());
      rtpmap(attributes, codec.payloadType(), codec.rtpmap());
    }
    noise(formats, attributes);
    keys(formats, attributes, KEYS, 8_000);
    if (codecs.contains(Codec.OPUS)) {
      keys(formats, attributes, KEYS_OPUS, 48_000);
      attributes.add(new Attribute("fmtp", Codec.OPUS.payloadType() + " useinbandfec=1"));
    }
    attributes.add(new Attribute("ptime", "20"));
    attributes.add(Attribute.flag("sendrecv"));
    attributes.add(Attribute.flag("rtcp-mux"));
    if (terms.encryption() != Encryption.DISABLED) {
      attributes.add(crypto(1, Crypto.Suite.AES_CM_128_HMAC_SHA1_80).attribute());
      attributes.add(crypto(2, Crypto.Suite.AES_CM_128_HMAC_SHA1_32).attribute());
    }
    String profile = terms.encryption() == Encryption.REQUIRED ? "RTP/SAVP" : "RTP/AVP";
    MediaLine line =
        new MediaLine("audio", port, profile, formats, Optional.of(terms.advertised()), attributes);
    SessionDescription sdp = description(terms, List.of(line));
    offered = Optional.of(new Offered(sdp, terms));
    return sent(sdp);
  }

  /** Chooses from an offer. */
  public Outcome answer(String remoteSdp, MediaTerms terms) {
    SessionDescription offer;
    try {
      offer = SessionDescription.parse(remoteSdp);
    } catch (UnreadableSdp e) {
      return new Outcome.Unreadable(e.getMessage());
    }
    Optional<MediaLine> chosen = Profile.best(offer, terms.encryption());
    if (chosen.isEmpty()) {
      return new Outcome.Unacceptable(
          "no audio of RTP that media encryption " + terms.encryption() + " allows");
    }
    Formats formats = Formats.of(offer, chosen.get());
    Optional<Formats.Numbered> codec =
        formats.codecs().stream().filter(c -> allowed(c.codec(), terms)).findFirst();
    if (codec.isEmpty()) {
      return new Outcome.Unacceptable("no codec that we know");
    }
    return settle(offer, chosen.get(), formats, codec.get(), terms);
  }

  private Outcome settle(
      SessionDescription offer,
      MediaLine theirs,
      Formats formats,
      Formats.Numbered codec,
      MediaTerms terms) {
    Optional<AudioPlan.Keys> crypto =
        Profile.crypto(theirs, terms.encryption())
            .map(c -> new AudioPlan.Keys(crypto(c.tag(), c.suite()), c));
    OptionalInt events = formats.keys(codec.codec());
    Direction direction = Direction.of(offer, theirs).reversed();
    boolean mux = offer.has(theirs, "rtcp-mux");
    List<String> numbers = new ArrayList<>();
    List<Attribute> attributes = new ArrayList<>();
    numbers.add("" + codec.number());
    rtpmap(attributes, codec.number(), codec.codec().rtpmap());
    boolean noise = formats.noise() && codec.codec().clockRate() == 8_000;
    if (noise) {
      noise(numbers, attributes);
    }
    if (events.isPresent()) {
      keys(numbers, attributes, events.getAsInt(), codec.codec().clockRate());
    }
    int packetMs = Formats.packetMs(offer, theirs);
    attributes.add(new Attribute("ptime", "" + packetMs));
    attributes.add(Attribute.flag(direction.word()));
    if (mux) {
      attributes.add(Attribute.flag("rtcp-mux"));
    }
    crypto.ifPresent(keys -> attributes.add(keys.ours().attribute()));
    MediaLine ours =
        new MediaLine(
            "audio", port, theirs.profile(), numbers, Optional.of(terms.advertised()), attributes);
    List<MediaLine> lines =
        new ArrayList<>(offer.media().stream().map(MediaLine::refused).toList());
    lines.set(offer.media().indexOf(theirs), ours);
    SessionDescription sdp = description(terms, lines);
    offered = Optional.empty();
    return new Outcome.Settled(
        sent(sdp),
        new AudioPlan(
            codec.codec(),
            codec.number(),
            Map.of(codec.number(), codec.codec()),
            events,
            events,
            noise ? OptionalInt.of(NOISE) : OptionalInt.empty(),
            Addresses.media(theirs),
            Addresses.control(offer, theirs),
            mux,
            crypto,
            packetMs,
            direction.sends(),
            direction.receives()));
  }

  /** Takes an answer to the last offer; may come more than once for the same one. */
  public Outcome accept(String remoteSdp) {
    if (offered.isEmpty()) {
      return new Outcome.Unacceptable("nothing was offered");
    }
    SessionDescription answer;
    try {
      answer = SessionDescription.parse(remoteSdp);
    } catch (UnreadableSdp e) {
      return new Outcome.Unreadable(e.getMessage());
    }
    if (answer.media().size() != 1 || answer.media().getFirst().port() == 0) {
      return new Outcome.Unacceptable("the answer takes no audio");
    }
    return accept(answer, answer.media().getFirst(), offered.get());
  }

  private Outcome accept(SessionDescription answer, MediaLine theirs, Offered open) {
    MediaLine ours = open.sdp().media().getFirst();
    Formats formats = Formats.of(answer, theirs);
    List<Codec> taken =
        formats.codecs().stream()
            .map(Formats.Numbered::codec)
            .filter(c -> allowed(c, open.terms()))
            .toList();
    if (taken.isEmpty() || !theirs.profile().equalsIgnoreCase(ours.profile())) {
      return new Outcome.Unacceptable("the answer takes nothing that was offered");
    }
    Optional<AudioPlan.Keys> crypto =
        open.terms().encryption() == Encryption.DISABLED
            ? Optional.empty()
            : Profile.accepted(theirs).map(c -> new AudioPlan.Keys(crypto(c.tag(), c.suite()), c));
    if (crypto.isEmpty() && open.terms().encryption() == Encryption.REQUIRED) {
      return new Outcome.Unacceptable("the answer does not encrypt");
    }
    Codec codec = taken.getFirst();
    Map<Integer, Codec> receivable = new LinkedHashMap<>();
    taken.forEach(c -> receivable.put(c.payloadType(), c));
    Direction direction = Direction.of(answer, theirs).reversed();
    OptionalInt keysOut = formats.keys(codec);
    boolean opus = codec == Codec.OPUS;
    return new Outcome.Settled(
        sent,
        new AudioPlan(
            codec,
            formats.number(codec),
            receivable,
            keysOut,
            keysOut.isPresent() ? OptionalInt.of(opus ? KEYS_OPUS : KEYS) : OptionalInt.empty(),
            formats.noise() ? OptionalInt.of(NOISE) : OptionalInt.empty(),
            Addresses.media(theirs),
            Addresses.control(answer, theirs),
            answer.has(theirs, "rtcp-mux"),
            crypto,
            Formats.packetMs(answer, theirs),
            direction.sends(),
            direction.receives()));
  }

  private static boolean allowed(Codec codec, MediaTerms terms) {
    return !codec.wideband() && (terms.wideband() || codec.sampleRate() == 8_000);
  }

  private Crypto crypto(int tag, Crypto.Suite suite) {
    byte[] key = ourKeys.computeIfAbsent(suite, s -> Crypto.fresh(tag, s).keySalt());
    return new Crypto(tag, suite, key);
  }

  private SessionDescription description(MediaTerms terms, List<MediaLine> lines) {
    return new SessionDescription(id, version, terms.advertised(), List.of(), lines);
  }

  /**
   * Keeps what is sent; its version is one more than that of what was sent before, if it differs.
   */
  private String sent(SessionDescription sdp) {
    if (!sdp.text().equals(sent)) {
      version++;
      sent = new SessionDescription(id, version, sdp.host(), sdp.attributes(), sdp.media()).text();
    }
    return sent;
  }

  private static void noise(List<String> formats, List<Attribute> attributes) {
    formats.add("" + NOISE);
    rtpmap(attributes, NOISE, "CN/8000");
  }

  private static void keys(
      List<String> formats, List<Attribute> attributes, int number, int clockRate) {
    formats.add("" + number);
    rtpmap(attributes, number, "telephone-event/" + clockRate);
    attributes.add(new Attribute("fmtp", number + " 0-16"));
  }

  private static void rtpmap(List<Attribute> attributes, int number, String value) {
    attributes.add(new Attribute("rtpmap", number + " " + value));
  }
}
