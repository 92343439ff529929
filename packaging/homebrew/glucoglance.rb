# A cask for a tap of one's own: Homebrew's own takes no app that Gatekeeper refuses.
cask "glucoglance" do
  arch arm: "arm64", intel: "x64"

  version "@VERSION@"
  sha256 arm:   "@SHA256:Glucoglance-@VERSION@-mac-arm64.dmg@",
         intel: "@SHA256:Glucoglance-@VERSION@-mac-x64.dmg@"

  url "@DOWNLOADS@/Glucoglance-#{version}-mac-#{arch}.dmg"
  name "Glucoglance"
  desc "@SUMMARY@"
  homepage "@HOMEPAGE@"

  app "Glucoglance.app"

  uninstall quit: "@ID@"

  zap trash: "~/Library/Application Support/Glucoglance"

  caveats <<~EOS
    Not signed: macOS refuses it until you allow it under Privacy & Security, and shows no notifications of it.
    Dosing decisions should not be made based on this device. The user should follow instructions on the
    continuous glucose monitoring system. This device is not intended to replace self-monitoring practices
    as advised by a physician.
  EOS
end
