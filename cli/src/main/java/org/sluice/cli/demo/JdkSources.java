package org.sluice.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the source archive of a JDK.
 *
 * @param archive the archive, links resolved
 * @param jdk version of the JDK that it belongs to, such as {@code 25.0.3+9}
 */
public record JdkSources(Path archive, String jdk) {
  private static final List<String> PLACES = List.of("lib/src.zip", "src.zip");

  /** The running JDK's archive. */
  public static JdkSources locate() throws MissingSourcesException {
    return locate(Path.of(System.getProperty("java.home")), Runtime.version().toString());
  }

  /**
   * The archive of the JDK installed at {@code home}.
   *
   * @throws MissingSourcesException where it has none; the message says which package brings it
   */
  static JdkSources locate(Path home, String version) throws MissingSourcesException {
    for (String place : PLACES) {
      Path archive = home.resolve(place);
      if (Files.isRegularFile(archive)) {
        try {
          return new JdkSources(archive.toRealPath(), version);
        } catch (IOException e) {
          throw new MissingSourcesException(archive + " cannot be read: " + e.getMessage());
        }
      }
    }
    throw new MissingSourcesException(
        "the demo reads the source archive of the running JDK, and "
            + home.resolve(PLACES.getFirst())
            + dangling(home)
            + ": on Debian and Ubuntu install openjdk-"
            + Runtime.version().feature()
            + "-source, on Fedora java-"
            + Runtime.version().feature()
            + "-openjdk-src; the archives of Temurin and Oracle contain it, a JRE or a jlink image"
            + " does not; to try Sluice on data of your own: ./sluice train DATA -o MODEL");
  }

  private static String dangling(Path home) {
    return Files.isSymbolicLink(home.resolve(PLACES.getFirst()))
        ? " is a link that leads nowhere"
        : " does not exist";
  }

  /** The JDK at hand came without its sources. The message says what to do. */
  public static final class MissingSourcesException extends IOException {
    private static final long serialVersionUID = 1;

    MissingSourcesException(String message) {
      super(message);
    }
  }
}
