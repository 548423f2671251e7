package io.colloquy.tts;

import io.colloquy.tts.hosted.Account;
import io.colloquy.tts.hosted.Cartesia;
import io.colloquy.tts.hosted.DeepgramAura;
import io.colloquy.tts.hosted.ElevenLabs;
import io.colloquy.tts.hosted.OpenAiSpeech;
import io.colloquy.tts.hosted.Patience;
import io.colloquy.tts.hosted.PiperServer;
import io.colloquy.tts.voice.Casting;
import io.colloquy.tts.voice.Casting.Part;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Voices;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The services of others that are set up, and which voices they have. */
final class HostedServices {

  private static final String ELEVENLABS = "elevenlabs";
  private static final String CARTESIA = "cartesia";
  private static final String OPENAI = "openai";
  private static final String DEEPGRAM = "deepgram";
  private static final String PIPER = "piper";

  private static final int USUAL_RATE = 16_000;
  private static final int OF_PIPER = 22_050;

  private final TtsConfig config;
  private final Map<String, Synthesizer> engines = new LinkedHashMap<>();
  private final Map<String, String> usualVoices = new HashMap<>();

  HostedServices(TtsConfig config) {
    this.config = config;
    add(ELEVENLABS, config.elevenlabs(), "https://api.elevenlabs.io", ElevenLabs::new);
    add(CARTESIA, config.cartesia(), "https://api.cartesia.ai", Cartesia::new);
    add(OPENAI, config.openai(), "https://api.openai.com", OpenAiSpeech::new);
    add(DEEPGRAM, config.deepgram(), "https://api.deepgram.com", DeepgramAura::new);
    add(PIPER, config.piper(), "http://127.0.0.1:5000", PiperServer::new);
    addUsualVoice(OPENAI, "alloy");
    addUsualVoice(DEEPGRAM, "aura-2-thalia-en");
    addUsualVoice(PIPER, PiperServer.USUAL_VOICE);
  }

  private void add(
      String name, TtsConfig.Hosted hosted, String usual, Function<Account, Synthesizer> maker) {
    if (hosted.apiKey().filter(key -> !key.isBlank()).isEmpty() && hosted.baseUrl().isEmpty()) {
      return;
    }
    var patience = config.patience();
    int rate =
        switch (name) {
          case OPENAI -> OpenAiSpeech.RATE;
          case PIPER -> OF_PIPER;
          default -> hosted.sampleRate().orElse(USUAL_RATE);
        };
    engines.put(
        name,
        maker.apply(
            new Account(
                name,
                hosted.baseUrl().map(HostedServices::plain).orElse(URI.create(usual)),
                hosted.apiKey().filter(key -> !key.isBlank()),
                hosted.model(),
                rate,
                hosted.languages().orElse(List.of()),
                new Patience(
                    patience.connect(), patience.firstByte(), patience.stall(), patience.idle()))));
    hosted.voice().ifPresent(voice -> usualVoices.put(name, voice));
  }

  /** Without a slash at the end, and without the version that each request brings along. */
  private static URI plain(URI address) {
    return URI.create(address.toString().replaceFirst("/+$", "").replaceFirst("/v1$", ""));
  }

  private void addUsualVoice(String name, String voice) {
    if (engines.containsKey(name)) {
      usualVoices.putIfAbsent(name, voice);
    }
  }

  List<Synthesizer> engines() {
    return List.copyOf(engines.values());
  }

  boolean isEmpty() {
    return engines.isEmpty();
  }

  /**
   * @throws IllegalStateException that names what is set and cannot be
   */
  Casting casting() {
    List<String> all = new ArrayList<>(engines.keySet());
    all.add(Voices.FLITE);
    all.add(Voices.ESPEAK);
    var order = config.order().orElse(all);
    for (var name : order) {
      check(all, name, "colloquy.tts.order");
    }
    Map<String, Part> parts = new HashMap<>();
    config
        .voices()
        .forEach(
            (id, target) -> {
              var words = target.split(":", 2);
              var key = "colloquy.tts.voices." + id;
              check(all, words[0], key);
              if (words.length < 2 || words[1].isBlank()) {
                throw new IllegalStateException(key + " must be provider:voice");
              }
              parts.put(id, new Part(words[0], words[1]));
            });
    return new Casting(parts, order, usualVoices, Set.of(ELEVENLABS));
  }

  private static void check(List<String> all, String name, String key) {
    if (!all.contains(name)) {
      throw new IllegalStateException(
          "%s names %s, which is not set up; there are %s"
              .formatted(key, name, String.join(", ", all)));
    }
  }
}
