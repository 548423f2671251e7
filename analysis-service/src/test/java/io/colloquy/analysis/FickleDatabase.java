package io.colloquy.analysis;

import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The backbone, with a door before the database that a test can shut. */
public final class FickleDatabase implements QuarkusTestResourceLifecycleManager {

  private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)/");

  private final BackboneResource backbone = new BackboneResource();
  private Door door;

  @Override
  public Map<String, String> start() {
    var settings = new HashMap<>(backbone.start());
    var address = ADDRESS.matcher(settings.get("quarkus.datasource.jdbc.url"));
    if (!address.find()) {
      throw new IllegalStateException("no address in the database's URL");
    }
    try {
      door = Door.before(address.group(1), Integer.parseInt(address.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.replaceAll(
        (name, value) ->
            name.endsWith(".url")
                ? value.replace(address.group(), "//127.0.0.1:" + door.port() + "/")
                : value);
    return settings;
  }

  @Override
  public void inject(TestInjector testInjector) {
    // A type of the JDK: the test and this resource need not share a class loader.
    testInjector.injectIntoFields(door, new TestInjector.MatchesType(Consumer.class));
  }

  @Override
  public void stop() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      backbone.stop();
    }
  }
}
